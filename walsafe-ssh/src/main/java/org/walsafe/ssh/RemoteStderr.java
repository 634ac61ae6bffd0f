package org.walsafe.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.walsafe.host.StderrTail;

/** Reads a remote command's standard error, which shares its window with standard output, so that neither is held up. */
final class RemoteStderr implements Runnable {

    private final InputStream stderr;
    private final StderrTail tail = new StderrTail();
    private final CountDownLatch ended = new CountDownLatch(1);

    RemoteStderr(InputStream stderr) {
        this.stderr = stderr;
    }

    @Override
    public void run() {
        try {
            stderr.transferTo(tail);
        } catch (IOException lost) {
            // the tail keeps what came before
        } finally {
            ended.countDown();
        }
    }

    /** The end of it, when all has come or {@code deadline} has passed. */
    String tail(Deadline deadline) throws InterruptedException {
        if (!ended.await(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
            return tail.text() + "[the rest did not arrive in time]";
        }
        return tail.text();
    }
}
