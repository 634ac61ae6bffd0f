package org.walsafe.wal;

import java.util.Optional;

/**
 * How one cluster's log is cut into segments, and all arithmetic between segment names and LSNs that follows from it.
 *
 * <p>Names can be computed here rather than asked of a server: {@code pg_walfile_name()} answers differently by version for
 * an LSN exactly between two segments (up to PostgreSQL 16 the one that ends there, since 17 the one that begins), and 9.2's
 * {@code pg_xlogfile_name()} can name a segment that does not exist. This class always means the one that begins.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param segmentSize the size of every segment
 * @param numbering how segments are counted
 * @since 0.1.0
 */
public record WalGeometry(SegmentSize segmentSize, SegmentNumbering numbering) {

    /** Segments of 16 MiB, numbered as by PostgreSQL 9.3 and newer. */
    public static final WalGeometry DEFAULT = new WalGeometry(SegmentSize.DEFAULT, SegmentNumbering.CONTINUOUS);

    private static final long LOGS = 0x1_0000_0000L;

    /**
     * {@return whether a segment of that name can exist: whether its last field is within the range of the segment size}
     *
     * @param name any segment's name
     */
    public boolean contains(SegmentName name) {
        return Integer.compareUnsigned(name.segment(), segmentsPerLog()) < 0;
    }

    /**
     * {@return the segment that holds the byte at this position}
     *
     * @param timeline the timeline to name the segment for
     * @param lsn a position in it
     * @throws IllegalArgumentException where PostgreSQL 9.2 never writes that position
     */
    public SegmentName segmentAt(TimelineId timeline, Lsn lsn) {
        int segment = (int) ((lsn.value() & 0xFFFF_FFFFL) / segmentSize.bytes());
        SegmentName name = new SegmentName(timeline, (int) (lsn.value() >>> 32), segment);
        if (!contains(name)) {
            throw new IllegalArgumentException(
                    "LSN " + lsn + " lies in the segment of each 4 GiB that PostgreSQL 9.2 never writes");
        }
        return name;
    }

    /**
     * {@return the position of its first byte}
     *
     * @param name a segment's name
     * @throws IllegalArgumentException where this geometry does not contain the segment
     */
    public Lsn startOf(SegmentName name) {
        requireContained(name);
        return Lsn.of(((long) name.log() << 32) + (long) name.segment() * segmentSize.bytes());
    }

    /**
     * {@return its distance from the start of its segment, in bytes}
     *
     * @param lsn any position
     */
    public int offsetOf(Lsn lsn) {
        return (int) (lsn.value() & (segmentSize.bytes() - 1));
    }

    /**
     * {@return the segment that follows it on the same timeline}
     *
     * @param name a segment's name
     * @throws IllegalArgumentException where this geometry does not contain the segment
     * @throws ArithmeticException where it is the last one of the number space
     */
    public SegmentName next(SegmentName name) {
        long next = numberOf(name) + 1;
        if (next >= LOGS * segmentsPerLog()) {
            throw new ArithmeticException("there is no segment after " + name);
        }
        return segmentNumbered(name.timeline(), next);
    }

    /**
     * {@return the segment before it on the same timeline, or empty where it is the first of the number space}
     *
     * @param name a segment's name
     * @throws IllegalArgumentException where this geometry does not contain the segment
     */
    public Optional<SegmentName> previous(SegmentName name) {
        long number = numberOf(name);
        return number == 0 ? Optional.empty() : Optional.of(segmentNumbered(name.timeline(), number - 1));
    }

    /**
     * {@return both and all between, computed as they are asked for}
     *
     * @param first the first segment
     * @param last the last segment, not before the first and on the same timeline
     * @throws IllegalArgumentException where the two do not span a range
     */
    public SegmentRange range(SegmentName first, SegmentName last) {
        return new SegmentRange(this, first, last);
    }

    /**
     * Counts the steps of {@link #next} between two segments. Their timelines are not looked at: timelines number their
     * segments alike.
     *
     * @param from a segment's name
     * @param to another segment's name
     * @return how many segments {@code to} is after {@code from}; negative where it is before
     * @throws IllegalArgumentException where this geometry does not contain both
     */
    public long distance(SegmentName from, SegmentName to) {
        return numberOf(to) - numberOf(from);
    }

    private int segmentsPerLog() {
        return numbering.segmentsPerLog(segmentSize);
    }

    /**
     * {@return the segment's place among all of a timeline, counted from zero; below 2 to the power of 44, whatever the size}
     *
     * @param name a segment's name
     * @throws IllegalArgumentException where this geometry does not contain it
     */
    public long numberOf(SegmentName name) {
        requireContained(name);
        return Integer.toUnsignedLong(name.log()) * segmentsPerLog() + name.segment();
    }

    /**
     * {@return the segment in a place of a timeline: the inverse of {@link #numberOf}}
     *
     * @param timeline the timeline
     * @param number the place, counted from zero
     * @throws IllegalArgumentException where there is no such place
     */
    public SegmentName segmentNumbered(TimelineId timeline, long number) {
        if (number < 0 || number >= LOGS * segmentsPerLog()) {
            throw new IllegalArgumentException("no timeline has a segment number " + number);
        }
        return new SegmentName(timeline, (int) (number / segmentsPerLog()), (int) (number % segmentsPerLog()));
    }

    private void requireContained(SegmentName name) {
        if (!contains(name)) {
            StringBuilder message =
                    new StringBuilder("segment " + name + " does not exist with segments of " + segmentSize);
            Hex.appendField(message.append(": its last field ends at "), segmentsPerLog() - 1);
            throw new IllegalArgumentException(message.toString());
        }
    }
}
