package org.walsafe.reconcile;

import java.time.Duration;

/**
 * How often a {@link ReconcileLoop} looks.
 *
 * <p>Immutable and thread-safe.
 *
 * @param interval how long after a pass it looks again though nothing was seen to change; the first retry after a failure
 *     comes after this time too
 * @param longestBackOff how long it waits at most after repeated failures, each of which doubles the wait
 * @param audit how often it forgets what earlier passes found and looks at everything again
 * @since 0.1.0
 */
public record ReconcileTiming(Duration interval, Duration longestBackOff, Duration audit) {

    /** Five seconds, a minute, ten minutes. */
    public static final ReconcileTiming DEFAULT =
            new ReconcileTiming(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10));

    /**
     * Checks the durations.
     *
     * @throws IllegalArgumentException where one is not positive, or {@code longestBackOff} is shorter than
     *     {@code interval}
     */
    public ReconcileTiming {
        requirePositive("interval", interval);
        requirePositive("audit", audit);
        if (longestBackOff.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "longestBackOff must be >= interval, is " + longestBackOff + " and " + interval);
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be > 0, is " + duration);
        }
    }

    /**
     * {@return the same with another interval, and a back-off not shorter than it}
     *
     * @param newInterval how long after a pass it looks again
     */
    public ReconcileTiming withInterval(Duration newInterval) {
        return new ReconcileTiming(
                newInterval, longestBackOff.compareTo(newInterval) < 0 ? newInterval : longestBackOff, audit);
    }

    /** How long to wait after so many failures in a row, one at least. */
    Duration backOff(int failures) {
        Duration wait = interval;
        for (int i = 1; i < failures && wait.compareTo(longestBackOff) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longestBackOff) > 0 ? longestBackOff : wait;
    }
}
