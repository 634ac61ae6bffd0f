package org.walsafe.verify;

import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.SegmentName;

/**
 * A base backup as its WAL sees it: from where to where it needs it to be consistent.
 *
 * @param id its name
 * @param first the first segment that it needs
 * @param last the last segment that it needs to be consistent
 * @param ended when it was taken, where that is known
 * @param keeping which WAL the archive keeps for it
 * @since 0.1.0
 */
public record BackupSpan(String id, SegmentName first, SegmentName last, Optional<Instant> ended, Keeping keeping) {

    /** Which WAL an archive keeps for a base backup. */
    public enum Keeping {
        /** All from its beginning on. */
        EVERYTHING_SINCE,
        /** Only what it needs itself ({@code barman keep --target standalone}). */
        ITS_OWN
    }
}
