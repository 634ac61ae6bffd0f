package org.walsafe.reconcile;

import java.time.Duration;

/**
 * What a {@link ReconcileLoop} waits by. A change that is noticed makes it look sooner; one that is missed costs only time,
 * for it looks at intervals anyway.
 *
 * <p>One thread waits; any thread may close.
 *
 * @since 0.1.0
 */
public interface WakeUp extends AutoCloseable {

    /** Why a wait ended. */
    enum Cause {
        /** Something changed, or may have. */
        CHANGE,
        /** The time is up. */
        TIMEOUT,
        /** There is nothing more to wait for. */
        CLOSED
    }

    /**
     * Waits for a change, {@code timeout} at most. What changed since the last wait counts.
     *
     * @param timeout how long
     * @return why the wait ended
     * @throws InterruptedException when the thread was interrupted
     */
    Cause await(Duration timeout) throws InterruptedException;

    /**
     * Waits for {@code time}, whatever changes.
     *
     * @param time how long
     * @return {@link Cause#TIMEOUT} or {@link Cause#CLOSED}
     * @throws InterruptedException when the thread was interrupted
     */
    Cause pause(Duration time) throws InterruptedException;

    /** Ends the wait under way and all later ones at once; idempotent, never throws. */
    @Override
    void close();
}
