package org.walsafe.archive;

import java.util.Comparator;
import java.util.Optional;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * The order in which PostgreSQL's archiver offers waiting files: timeline histories first, then by name, byte by byte
 * ({@code pgarch.c} of 9.5.16, 9.6.12, 10.7, 11.2 and newer; older servers go by name alone). The first file that is
 * refused holds up all behind it.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public enum ArchiverOrder implements Comparator<WalFileName> {
    /** The order. */
    HISTORIES_FIRST;

    @Override
    public int compare(WalFileName one, WalFileName other) {
        Optional<SegmentName> segment = one.segmentName();
        Optional<SegmentName> otherSegment = other.segmentName();
        if (segment.isEmpty() || otherSegment.isEmpty()) {
            return segment.isEmpty() && otherSegment.isEmpty()
                    ? one.timeline().compareTo(other.timeline())
                    : Boolean.compare(segment.isPresent(), otherSegment.isPresent());
        }
        int bySegment = segment.get().compareTo(otherSegment.get());
        return bySegment != 0 ? bySegment : compareSuffixes(one, other);
    }

    /** Of one segment: the segment itself, its backup histories by offset, its partial; as their names sort. */
    private static int compareSuffixes(WalFileName one, WalFileName other) {
        if (one instanceof BackupHistoryName backup && other instanceof BackupHistoryName otherBackup) {
            return Integer.compareUnsigned(backup.offset(), otherBackup.offset());
        }
        return Integer.compare(rank(one), rank(other));
    }

    private static int rank(WalFileName file) {
        if (file instanceof BackupHistoryName) {
            return 1;
        }
        return file instanceof PartialSegmentName ? 2 : 0;
    }
}
