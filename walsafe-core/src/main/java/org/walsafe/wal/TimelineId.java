package org.walsafe.wal;

/**
 * The number of a timeline, an unsigned 32 bit number that is never zero. WAL file names show it in hexadecimal,
 * timeline history files and the replication protocol in decimal.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param value the number's 32 bits
 * @since 0.1.0
 */
public record TimelineId(int value) implements Comparable<TimelineId> {

    /** The timeline that {@code initdb} begins, the only one that has no timeline history file. */
    public static final TimelineId FIRST = new TimelineId(1);

    private static final long MAX = 0xFFFF_FFFFL;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where {@code value} is zero
     */
    public TimelineId {
        if (value == 0) {
            throw new IllegalArgumentException("timeline 0 does not exist");
        }
    }

    /**
     * {@return the timeline}
     *
     * @param value 1 to 4294967295
     * @throws IllegalArgumentException where {@code value} is outside that range
     */
    public static TimelineId of(long value) {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("a timeline must be 1 to " + MAX + ", not " + value);
        }
        return new TimelineId((int) value);
    }

    /** {@return the number, 1 to 4294967295} */
    public long toLong() {
        return Integer.toUnsignedLong(value);
    }

    /**
     * {@return the timeline numbered one higher}
     *
     * @throws ArithmeticException where this is the last one there can be
     */
    public TimelineId next() {
        if (toLong() == MAX) {
            throw new ArithmeticException("there is no timeline after " + this);
        }
        return new TimelineId(value + 1);
    }

    /** {@return the eight upper-case hexadecimal digits that WAL file names begin with} */
    public String toHex() {
        StringBuilder out = new StringBuilder(Hex.FIELD_LENGTH);
        Hex.appendField(out, value);
        return out.toString();
    }

    /** Orders by number, unsigned. */
    @Override
    public int compareTo(TimelineId other) {
        return Integer.compareUnsigned(value, other.value);
    }

    /** The number in decimal. */
    @Override
    public String toString() {
        return Integer.toUnsignedString(value);
    }
}
