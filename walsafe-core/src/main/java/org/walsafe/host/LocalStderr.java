package org.walsafe.host;

import java.io.IOException;
import java.io.InputStream;

/** Reads a local command's standard error, so that the command is never held up by it. */
final class LocalStderr extends Thread {

    private final InputStream stderr;
    private final StderrTail tail = new StderrTail();

    LocalStderr(InputStream stderr, String threadName) {
        super(threadName);
        setDaemon(true);
        this.stderr = stderr;
    }

    @Override
    public void run() {
        try (stderr) {
            stderr.transferTo(tail);
        } catch (IOException closed) {
            // the tail keeps what came before
        }
    }

    String tail() {
        return tail.text();
    }
}
