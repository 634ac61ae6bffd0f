package org.walsafe.wal;

/**
 * The size of a cluster's WAL segments: a power of two from 1 MiB to 1 GiB. Fixed when PostgreSQL was compiled up to
 * version 10, and by {@code initdb --wal-segsize} since 11.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param bytes the size in bytes
 * @since 0.1.0
 */
public record SegmentSize(int bytes) {

    /** 16 MiB, what PostgreSQL uses where nobody chose otherwise. */
    public static final SegmentSize DEFAULT = new SegmentSize(16 << 20);

    /** 1 MiB. */
    public static final SegmentSize SMALLEST = new SegmentSize(1 << 20);

    /** 1 GiB. */
    public static final SegmentSize LARGEST = new SegmentSize(1 << 30);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where {@code bytes} is not a power of two from 1 MiB to 1 GiB
     */
    public SegmentSize {
        if (!isValid(bytes)) {
            throw refusal(bytes);
        }
    }

    /**
     * {@return the size}
     *
     * @param bytes the size in bytes
     * @throws IllegalArgumentException where {@code bytes} is not a power of two from 1 MiB to 1 GiB
     */
    public static SegmentSize of(long bytes) {
        if (!isValid(bytes)) {
            throw refusal(bytes);
        }
        return new SegmentSize((int) bytes);
    }

    /**
     * {@return whether PostgreSQL can have segments of so many bytes}
     *
     * @param bytes any number, for example the length of a file
     */
    public static boolean isValid(long bytes) {
        return bytes >= 1 << 20 && bytes <= 1 << 30 && Long.bitCount(bytes) == 1;
    }

    private static IllegalArgumentException refusal(long bytes) {
        return new IllegalArgumentException(
                "a segment size must be a power of two from 1 MiB to 1 GiB, not " + bytes + " bytes");
    }

    /** The size in MiB, for example {@code 16 MiB}. */
    @Override
    public String toString() {
        return (bytes >> 20) + " MiB";
    }
}
