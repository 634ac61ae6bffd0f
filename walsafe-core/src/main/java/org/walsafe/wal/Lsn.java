package org.walsafe.wal;

import org.walsafe.error.PrintableText;

/**
 * A log sequence number: a byte position in PostgreSQL's write-ahead log.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param value the position in bytes, an unsigned 64 bit number
 * @since 0.1.0
 */
public record Lsn(long value) implements Comparable<Lsn> {

    /** {@code 0/0}, which PostgreSQL uses for "no position". */
    public static final Lsn ZERO = new Lsn(0);

    private static final int MAX_DIGITS = 8;

    /**
     * {@return the position}
     *
     * @param value the position in bytes, an unsigned 64 bit number
     */
    public static Lsn of(long value) {
        return new Lsn(value);
    }

    /**
     * Reads PostgreSQL's text form: two hexadecimal numbers of one to eight digits with a slash between them, as
     * {@code pg_lsn} accepts them; leading zeros and lower case are accepted too.
     *
     * @param text for example {@code 16/B374D848}
     * @return the position
     * @throws InvalidLsnException where the text is anything else
     */
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !isHalf(text, 0, slash) || !isHalf(text, slash + 1, text.length())) {
            throw new InvalidLsnException(PrintableText.quoted(text) + " is not an LSN");
        }
        long high = Long.parseLong(text, 0, slash, 16);
        long low = Long.parseLong(text, slash + 1, text.length(), 16);
        return new Lsn(high << 32 | low);
    }

    private static boolean isHalf(String text, int from, int to) {
        if (to <= from || to - from > MAX_DIGITS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * {@return the position that many bytes later}
     *
     * @param bytes how far to go on, zero or more
     * @throws IllegalArgumentException where {@code bytes} is negative
     * @throws ArithmeticException where the result would lie beyond {@code FFFFFFFF/FFFFFFFF}
     */
    public Lsn plus(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be zero or more, not " + bytes);
        }
        long sum = value + bytes;
        if (Long.compareUnsigned(sum, value) < 0) {
            throw new ArithmeticException(this + " plus " + bytes + " bytes lies beyond the last LSN");
        }
        return new Lsn(sum);
    }

    /**
     * {@return how many bytes this position is after the other; negative where it is before}
     *
     * @param other another position
     * @throws ArithmeticException where the difference does not fit a signed 64 bit number
     */
    public long minus(Lsn other) {
        long difference = value - other.value;
        if (difference < 0 != compareTo(other) < 0) {
            throw new ArithmeticException(
                    "the distance from " + other + " to " + this + " does not fit 64 signed bits");
        }
        return difference;
    }

    /** Orders by position, as unsigned numbers. */
    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** PostgreSQL's text form, {@code %X/%X}, without padding. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(2 * MAX_DIGITS + 1);
        Hex.appendShort(out, (int) (value >>> 32));
        out.append('/');
        Hex.appendShort(out, (int) value);
        return out.toString();
    }
}
