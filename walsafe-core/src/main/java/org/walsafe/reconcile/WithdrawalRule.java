package org.walsafe.reconcile;

import java.util.Optional;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * Which markers may go: those of files that PostgreSQL will not ask about again.
 *
 * <p>A marker goes when all of this is true of its file:
 *
 * <ol>
 *   <li>PostgreSQL does not wait for it: no {@code .ready}.
 *   <li>PostgreSQL no longer has it. While it has a file it may offer it again, whatever the status files said before: after
 *       a crash of the machine a {@code .done} can be {@code .ready} again (16 and newer do not flush the renaming), and a
 *       checkpoint marks every old segment without a status. The reconciler could confirm such a file anew, but only as long
 *       as the archive holds it; an archive may drop it in the meantime (Barman's first backup, retention), and then only
 *       the old marker lets PostgreSQL go on.
 *   <li>Its segment is behind the oldest that PostgreSQL has by more than the safety margin. PostgreSQL removes segments
 *       from the oldest on, so a segment behind them all was removed on purpose; one ahead of them is no concern of this
 *       rule. The margin is for the last removals, which servers up to 9.6 do not flush: a crash can undo them.
 * </ol>
 *
 * <p>Timeline histories keep their markers: PostgreSQL never removes these files, and there are as many as there were
 * promotions. So the registry holds at most the markers of what PostgreSQL has, of the margin, and of the histories.
 *
 * <p>The rule needs no memory, and it does not matter whether the registry was listed before or after PostgreSQL's files: what
 * PostgreSQL writes later is ahead of the oldest segment.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param status what PostgreSQL waits for and has
 * @param geometry how its segments are numbered
 * @param markersKept the safety margin, in segments
 */
record WithdrawalRule(ArchiveStatusListing status, WalGeometry geometry, int markersKept) {

    /** {@return whether the marker of {@code file} may go} */
    boolean allows(WalFileName file) {
        Optional<SegmentName> segment = file.segmentName();
        Optional<SegmentName> oldest = status.oldestSegment();
        return segment.isPresent()
                && oldest.isPresent()
                && geometry.contains(segment.get())
                && geometry.contains(oldest.get())
                && geometry.distance(segment.get(), oldest.get()) > markersKept
                && !status.isWaiting(file)
                && !status.isKept(file);
    }
}
