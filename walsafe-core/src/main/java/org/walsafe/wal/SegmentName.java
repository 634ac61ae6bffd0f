package org.walsafe.wal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a WAL segment: 24 upper-case hexadecimal digits, eight each for timeline, log and segment.
 *
 * <p>Whether the segment field exists in a cluster depends on its segment size: see {@link WalGeometry#contains}.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param timeline the timeline that wrote the segment
 * @param log the upper 32 bits of the LSNs in it, unsigned
 * @param segment which segment of these 4 GiB it is, unsigned
 * @since 0.1.0
 */
public record SegmentName(TimelineId timeline, int log, int segment) implements WalFileName, Comparable<SegmentName> {

    static final int LENGTH = 3 * Hex.FIELD_LENGTH;

    /**
     * {@return the segment's name}
     *
     * @param name a file name
     * @throws InvalidWalFileNameException where the text is anything else than a segment's name
     */
    public static SegmentName parse(String name) {
        SegmentName parsed = name.length() == LENGTH ? atStartOf(name) : null;
        if (parsed == null) {
            throw InvalidWalFileNameException.notASegment(name);
        }
        return parsed;
    }

    /** Reads the first 24 characters, which must be there; null where they are not a segment's name. */
    static @Nullable SegmentName atStartOf(String name) {
        long timeline = Hex.field(name, 0);
        long log = Hex.field(name, Hex.FIELD_LENGTH);
        long segment = Hex.field(name, 2 * Hex.FIELD_LENGTH);
        if (timeline < 1 || log < 0 || segment < 0) {
            return null;
        }
        return new SegmentName(TimelineId.of(timeline), (int) log, (int) segment);
    }

    @Override
    public Optional<SegmentName> segmentName() {
        return Optional.of(this);
    }

    @Override
    public String text() {
        return appendTo(new StringBuilder(LENGTH)).toString();
    }

    StringBuilder appendTo(StringBuilder out) {
        Hex.appendField(out, timeline.value());
        Hex.appendField(out, log);
        Hex.appendField(out, segment);
        return out;
    }

    /** Orders by timeline, then log, then segment, all unsigned: the order of the names as text. */
    @Override
    public int compareTo(SegmentName other) {
        int byTimeline = timeline.compareTo(other.timeline);
        if (byTimeline != 0) {
            return byTimeline;
        }
        int byLog = Integer.compareUnsigned(log, other.log);
        return byLog != 0 ? byLog : Integer.compareUnsigned(segment, other.segment);
    }

    @Override
    public String toString() {
        return text();
    }
}
