package org.walsafe.wal;

/**
 * How the last field of a segment's name counts within the 4 GiB that the middle field stands for.
 *
 * @since 0.1.0
 */
public enum SegmentNumbering {

    /**
     * PostgreSQL 9.2 and older never write the last segment of each 4 GiB: with 16 MiB segments {@code …000000FE} is
     * followed by {@code …00000001 00000000}.
     */
    SKIPS_LAST_SEGMENT(0xFFFF_FFFFL),

    /** PostgreSQL 9.3 and newer use every segment: {@code …000000FF} is followed by {@code …00000001 00000000}. */
    CONTINUOUS(0x1_0000_0000L);

    private final long dividend;

    SegmentNumbering(long dividend) {
        this.dividend = dividend;
    }

    /** How many segments PostgreSQL writes per 4 GiB; the last field of a name is always below this. */
    int segmentsPerLog(SegmentSize size) {
        return (int) (dividend / size.bytes());
    }
}
