package org.walsafe.wal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a timeline history file: the timeline in eight upper-case hexadecimal digits and {@code .history}.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param timeline the timeline whose descent the file tells, 2 or higher
 * @since 0.1.0
 */
public record TimelineHistoryName(TimelineId timeline) implements WalFileName {

    static final String SUFFIX = ".history";

    static final int LENGTH = Hex.FIELD_LENGTH + SUFFIX.length();

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException for timeline 1, which descends from nothing and has no history file
     */
    public TimelineHistoryName {
        if (timeline.value() == TimelineId.FIRST.value()) {
            throw new IllegalArgumentException("timeline 1 has no timeline history file");
        }
    }

    /** Reads a text of this kind's length; null where it is not such a name. */
    static @Nullable TimelineHistoryName ofLength(String name) {
        long timeline = name.endsWith(SUFFIX) ? Hex.field(name, 0) : 0;
        return timeline > TimelineId.FIRST.toLong() ? new TimelineHistoryName(TimelineId.of(timeline)) : null;
    }

    @Override
    public Optional<SegmentName> segmentName() {
        return Optional.empty();
    }

    @Override
    public String text() {
        StringBuilder out = new StringBuilder(LENGTH);
        Hex.appendField(out, timeline.value());
        return out.append(SUFFIX).toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
