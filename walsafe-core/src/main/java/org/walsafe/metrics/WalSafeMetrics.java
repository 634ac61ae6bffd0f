package org.walsafe.metrics;

/**
 * Takes the figures of WalSafe's resident parts: the reconcile loop, and the receiver of WAL.
 *
 * <p>Implementations must be thread-safe, must not block and must not throw: they are called from the threads that do the
 * work.
 *
 * @since 0.1.0
 */
public interface WalSafeMetrics {

    /** Takes no notice. */
    WalSafeMetrics NONE = new WalSafeMetrics() {

        @Override
        public void set(WalSafeGauge gauge, double value) {}

        @Override
        public void add(WalSafeCounter counter, long count) {}
    };

    /**
     * Takes how much there is of something now.
     *
     * @param gauge of what
     * @param value how much, in the gauge's unit; never negative
     */
    void set(WalSafeGauge gauge, double value);

    /**
     * Takes how often something has happened since it was last told.
     *
     * @param counter what
     * @param count how often; positive
     */
    void add(WalSafeCounter counter, long count);
}
