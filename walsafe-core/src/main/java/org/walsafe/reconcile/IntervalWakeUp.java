package org.walsafe.reconcile;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Wakes at intervals only: for an archive whose changes cannot be watched.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class IntervalWakeUp implements WakeUp {

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Wakes when the time is up. */
    public IntervalWakeUp() {}

    @Override
    public Cause await(Duration timeout) throws InterruptedException {
        return pause(timeout);
    }

    @Override
    public Cause pause(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS) ? Cause.CLOSED : Cause.TIMEOUT;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
