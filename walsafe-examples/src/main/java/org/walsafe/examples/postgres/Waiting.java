package org.walsafe.examples.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until something has come true. */
final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Waiting() {}

    /** Something that may throw while it is being looked at. */
    @FunctionalInterface
    interface Condition<E extends Exception> {
        /** Whether it has come true. */
        boolean holds() throws E;
    }

    /**
     * Blocks until {@code condition} holds.
     *
     * @return whether it held within {@code deadline}
     * @throws InterruptedException when the thread was interrupted
     */
    static <E extends Exception> boolean until(Duration deadline, Condition<E> condition)
            throws E, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
