package org.walsafe.reconcile;

import java.time.InstantSource;

/**
 * What a {@link ReconcileLoop} works with.
 *
 * <p>Immutable and thread-safe as far as its parts are. Never blocks.
 *
 * @param reconciler makes the passes; the loop alone uses it from now on
 * @param wakeUp what the loop waits by; the loop closes it
 * @param lock keeps other loops from the registry; the loop closes it
 * @param status takes the status
 * @param timing how often to look
 * @param time tells when
 * @since 0.1.0
 */
public record ReconcileLoopConfig(
        Reconciler reconciler,
        WakeUp wakeUp,
        RegistryLock lock,
        ReconcileStatusSink status,
        ReconcileTiming timing,
        InstantSource time) {

    /**
     * {@return a loop without lock and status, with the {@linkplain ReconcileTiming#DEFAULT default timing} and the system's
     * clock}
     *
     * @param reconciler makes the passes
     * @param wakeUp what the loop waits by
     */
    public static ReconcileLoopConfig of(Reconciler reconciler, WakeUp wakeUp) {
        return new ReconcileLoopConfig(
                reconciler,
                wakeUp,
                RegistryLock.NONE,
                ReconcileStatusSink.NONE,
                ReconcileTiming.DEFAULT,
                InstantSource.system());
    }

    /**
     * {@return the same with a lock}
     *
     * @param newLock keeps other loops from the registry
     */
    public ReconcileLoopConfig withLock(RegistryLock newLock) {
        return new ReconcileLoopConfig(reconciler, wakeUp, newLock, status, timing, time);
    }

    /**
     * {@return the same telling its status}
     *
     * @param newStatus takes the status
     */
    public ReconcileLoopConfig withStatus(ReconcileStatusSink newStatus) {
        return new ReconcileLoopConfig(reconciler, wakeUp, lock, newStatus, timing, time);
    }

    /**
     * {@return the same with another timing}
     *
     * @param newTiming how often to look
     */
    public ReconcileLoopConfig withTiming(ReconcileTiming newTiming) {
        return new ReconcileLoopConfig(reconciler, wakeUp, lock, status, newTiming, time);
    }

    /**
     * {@return the same with another clock}
     *
     * @param newTime tells when
     */
    public ReconcileLoopConfig withTime(InstantSource newTime) {
        return new ReconcileLoopConfig(reconciler, wakeUp, lock, status, timing, newTime);
    }
}
