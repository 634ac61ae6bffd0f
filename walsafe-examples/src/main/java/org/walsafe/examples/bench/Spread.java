package org.walsafe.examples.bench;

import java.util.Arrays;

/**
 * How long the turns of a side took.
 *
 * @param median half of them took less; in nanoseconds for one piece of work
 * @param low a quarter of them took less
 * @param high a quarter of them took more
 * @since 0.1.0
 */
public record Spread(long median, long low, long high) {

    /**
     * {@return the spread of some turns}
     *
     * @param nanos at least one
     */
    public static Spread of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        return new Spread(sorted[sorted.length / 2], sorted[last / 4], sorted[last - last / 4]);
    }
}
