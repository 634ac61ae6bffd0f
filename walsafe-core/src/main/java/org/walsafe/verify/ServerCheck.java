package org.walsafe.verify;

import java.util.Optional;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * Looks for the hole that a failover can leave: a standby marks what it receives by replication as archived, so that after
 * its promotion it never offers these segments to the archive, although the old primary may not have archived them either.
 */
final class ServerCheck {

    private final ArchiveContents contents;
    private final WalGeometry geometry;
    private final FindingLog log;

    ServerCheck(ArchiveContents contents, WalGeometry geometry, FindingLog log) {
        this.contents = contents;
        this.geometry = geometry;
        this.log = log;
    }

    void run(ArchiveStatusListing server) {
        for (WalFileName file : server.kept()) {
            if (server.isDone(file) && mustBeArchived(file) && !contents.holds(file, geometry)) {
                Finding finding = new Finding(
                        FindingKind.FAILOVER_HOLE,
                        file.text(),
                        "PostgreSQL at " + server.location() + " has marked it archived, as a standby does with what it"
                                + " receives, but the archive lacks it. PostgreSQL still has the file and offers it once"
                                + " archive_status/" + file + ".done is renamed to " + file + ".ready");
                Optional<SegmentName> segment = file.segmentName();
                segment.ifPresentOrElse(name -> log.add(name, finding), () -> log.add(finding));
            }
        }
    }

    /** What comes before everything archived of its timeline may have been removed by retention. */
    private boolean mustBeArchived(WalFileName file) {
        if (file instanceof SegmentName segment) {
            SegmentNumbers archived = contents.of(segment.timeline());
            return geometry.contains(segment) && (archived.isEmpty() || archived.first() < geometry.numberOf(segment));
        }
        return !(file instanceof PartialSegmentName || file instanceof BackupHistoryName);
    }
}
