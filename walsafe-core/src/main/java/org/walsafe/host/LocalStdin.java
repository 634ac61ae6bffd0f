package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.output.TaggedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a local command's standard input.
 *
 * <p>A command that stops reading early is its own affair. Input that cannot be produced is not: the command is killed
 * before its input is closed, or it would take the part that it has for the whole.
 */
final class LocalStdin extends Thread {

    private final Command.Stdin input;
    private final Process process;
    private volatile @Nullable Exception failure;

    LocalStdin(Command.Stdin input, Process process, String threadName) {
        super(threadName);
        setDaemon(true);
        this.input = input;
        this.process = process;
    }

    @Override
    public void run() {
        try (OutputStream stdin = process.getOutputStream()) {
            write(new TaggedOutputStream(stdin));
        } catch (IOException stoppedReading) {
            // how the command ended tells whether that matters
        }
    }

    private void write(TaggedOutputStream stdin) throws IOException {
        try {
            input.writeTo(stdin);
        } catch (IOException | RuntimeException e) {
            if (!stdin.isCauseOf(e)) {
                failure = e;
                process.toHandle().destroyForcibly();
                awaitEnd();
            }
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor(LocalProcess.GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException nobodyWaits) {
            interrupt();
        }
    }

    /** To be asked once the command has ended. */
    void throwIfInputFailed(String program) throws IOException {
        Exception reason = failure;
        if (reason != null) {
            throw new IOException(
                    "the input of " + program + " on " + LocalHost.NAME + " could not be produced: "
                            + reason.getMessage(),
                    reason);
        }
    }
}
