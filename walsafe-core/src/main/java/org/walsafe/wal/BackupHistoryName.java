package org.walsafe.wal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a backup history file: the segment where the backup began, a dot, the byte offset of its start in eight
 * upper-case hexadecimal digits, and {@code .backup}.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param segment the segment that holds the backup's start LSN
 * @param offset the start's place in that segment, in bytes, unsigned
 * @since 0.1.0
 */
public record BackupHistoryName(SegmentName segment, int offset) implements WalFileName {

    static final String SUFFIX = ".backup";

    static final int LENGTH = SegmentName.LENGTH + 1 + Hex.FIELD_LENGTH + SUFFIX.length();

    /** Reads a text of this kind's length; null where it is not such a name. */
    static @Nullable BackupHistoryName ofLength(String name) {
        if (!name.endsWith(SUFFIX) || name.charAt(SegmentName.LENGTH) != '.') {
            return null;
        }
        SegmentName segment = SegmentName.atStartOf(name);
        long offset = Hex.field(name, SegmentName.LENGTH + 1);
        return segment == null || offset < 0 ? null : new BackupHistoryName(segment, (int) offset);
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
        StringBuilder out = segment.appendTo(new StringBuilder(LENGTH)).append('.');
        Hex.appendField(out, offset);
        return out.append(SUFFIX).toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
