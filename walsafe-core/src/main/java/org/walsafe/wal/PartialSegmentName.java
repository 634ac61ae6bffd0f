package org.walsafe.wal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of an unfinished segment: the segment's name and {@code .partial}. PostgreSQL 9.5 and newer archive one at
 * promotion; {@code pg_receivewal} gives the name to the file it is writing.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param segment the segment that was never finished
 * @since 0.1.0
 */
public record PartialSegmentName(SegmentName segment) implements WalFileName {

    static final String SUFFIX = ".partial";

    static final int LENGTH = SegmentName.LENGTH + SUFFIX.length();

    /** Reads a text of this kind's length; null where it is not such a name. */
    static @Nullable PartialSegmentName ofLength(String name) {
        SegmentName segment = name.endsWith(SUFFIX) ? SegmentName.atStartOf(name) : null;
        return segment == null ? null : new PartialSegmentName(segment);
    }

    @Override
    public TimelineId timeline() {
        return segment.timeline();
    }

    @Override
    public Optional<SegmentName> segmentName() {
        return Optional.of(segment);
    }

    @Override
    public String text() {
        return segment.appendTo(new StringBuilder(LENGTH)).append(SUFFIX).toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
