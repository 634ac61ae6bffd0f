package org.walsafe.examples.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task whose thread is interrupted when the JVM is told to end ({@code SIGTERM}, {@code SIGINT}, {@code SIGHUP}), so that
 * it can tidy up what it was writing.
 */
final class UntilTold {

    private static final int SECONDS_TO_TIDY_UP = 2;

    private final CountDownLatch done = new CountDownLatch(1);

    private UntilTold() {}

    /**
     * A task that ends with an exit status.
     *
     * @param <E> what it may fail with
     */
    @FunctionalInterface
    interface Task<E extends Exception> {
        int run() throws E, InterruptedException;
    }

    static <E extends Exception> int run(Task<E> task) throws E, InterruptedException {
        UntilTold untilTold = new UntilTold();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> untilTold.end(worker), "walsafe told to end"));
        try {
            return task.run();
        } finally {
            untilTold.done.countDown();
        }
    }

    private void end(Thread worker) {
        try {
            if (done.getCount() > 0) {
                worker.interrupt();
                boolean tidy = done.await(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
                assert tidy || done.getCount() > 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
