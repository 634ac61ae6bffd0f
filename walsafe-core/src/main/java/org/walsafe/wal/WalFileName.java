package org.walsafe.wal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a WAL file: anything PostgreSQL hands to {@code archive_command} as {@code %f}. There are four kinds, and
 * a name is one of them or it is refused.
 *
 * <p>The grammar is PostgreSQL's own (9.2 to 18, {@code xlog_internal.h}): upper-case ASCII hexadecimal digits, no path,
 * nothing before or after. Timeline 0 exists in no name, timeline 1 has no history file.
 *
 * <p>All kinds are immutable and thread-safe. Nothing here blocks.
 *
 * @since 0.1.0
 */
public sealed interface WalFileName permits SegmentName, PartialSegmentName, TimelineHistoryName, BackupHistoryName {

    /** {@return the timeline in the name's first eight digits} */
    TimelineId timeline();

    /** {@return the segment that the file is, is a part of, or tells about; empty for a timeline history} */
    Optional<SegmentName> segmentName();

    /** {@return the name, byte for byte as PostgreSQL writes it; {@code toString()} gives the same} */
    String text();

    /**
     * {@return the name, of one of the four kinds}
     *
     * @param name a file name without a directory
     * @throws InvalidWalFileNameException where the text is no WAL file name; its message shows the text safely
     */
    static WalFileName parse(String name) {
        WalFileName parsed = parseOrNull(name);
        if (parsed == null) {
            throw InvalidWalFileNameException.notAWalFile(name);
        }
        return parsed;
    }

    /**
     * {@return the name, or empty where the text is no WAL file name}
     *
     * @param name a file name without a directory
     */
    static Optional<WalFileName> tryParse(String name) {
        return Optional.ofNullable(parseOrNull(name));
    }

    /** The four kinds differ in length, so the length says which one to try. */
    private static @Nullable WalFileName parseOrNull(String name) {
        int length = name.length();
        if (length == SegmentName.LENGTH) {
            return SegmentName.atStartOf(name);
        }
        if (length == PartialSegmentName.LENGTH) {
            return PartialSegmentName.ofLength(name);
        }
        if (length == TimelineHistoryName.LENGTH) {
            return TimelineHistoryName.ofLength(name);
        }
        return length == BackupHistoryName.LENGTH ? BackupHistoryName.ofLength(name) : null;
    }
}
