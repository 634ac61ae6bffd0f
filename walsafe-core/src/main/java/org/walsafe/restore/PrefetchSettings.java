package org.walsafe.restore;

import java.time.Duration;
import org.walsafe.wal.SegmentSize;

/**
 * How far a {@link Prefetcher} goes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param segments how many segments it keeps ready
 * @param bytes how much room these may take
 * @param idle how long nobody need ask before it ends
 * @since 0.1.0
 */
public record PrefetchSettings(int segments, long bytes, Duration idle) {

    /** A gibibyte: 64 segments of the usual size. */
    public static final long DEFAULT_BYTES = 1L << 30;

    private static final int MOST_WORKERS = 4;

    /** Checks that all are positive. */
    public PrefetchSettings {
        if (segments < 1 || bytes < 1 || idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException(
                    "segments, bytes and idle must be > 0, are " + segments + ", " + bytes + " and " + idle);
        }
    }

    /**
     * {@return settings with a gibibyte of room, that end after a minute}
     *
     * @param segments how many segments to keep ready
     */
    public static PrefetchSettings ahead(int segments) {
        return new PrefetchSettings(segments, DEFAULT_BYTES, Duration.ofMinutes(1));
    }

    /** How many segments of a size there is room for: one at least. */
    int window(SegmentSize size) {
        return (int) Math.max(1, Math.min(segments, bytes / size.bytes()));
    }

    /** How many to fetch at once. */
    int workers() {
        return Math.min(segments, MOST_WORKERS);
    }
}
