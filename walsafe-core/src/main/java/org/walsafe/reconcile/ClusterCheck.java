package org.walsafe.reconcile;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.reconcile.ArchivedFile.Sound;
import org.walsafe.reconcile.ArchivedFile.Unusable;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * Refuses an archive of another cluster as a whole. Each segment is checked by itself as well, but histories do not say
 * whose they are, and one sentence is better than a thousand.
 *
 * <p>Where the archive says which cluster it is for, that decides. Where not, some of the segments that PostgreSQL has are
 * looked up in it: it is foreign when one there is another cluster's and none is this one's. Segments that PostgreSQL no
 * longer has prove nothing: after {@code pg_upgrade} an archive may hold those of the old cluster. An archive with none of
 * them is not foreign, it is new.
 */
final class ClusterCheck {

    private static final int SEGMENTS_TRIED = 64;

    private final String primary;
    private final WalArchive archive;

    ClusterCheck(String primary, WalArchive archive) {
        this.primary = primary;
        this.archive = archive;
    }

    void check(ClusterIdentity cluster, ArchiveStatusListing status) throws IOException {
        Optional<SystemIdentifier> declared = archive.systemIdentifier();
        if (declared.isEmpty()) {
            checkSegments(cluster, status);
        } else if (!declared.get().equals(cluster.systemIdentifier())) {
            throw ForeignArchiveException.declared(archive, declared.get(), primary, cluster.systemIdentifier());
        }
    }

    private void checkSegments(ClusterIdentity cluster, ArchiveStatusListing status) throws IOException {
        ArchiveExaminer examiner = new ArchiveExaminer(archive, cluster);
        Optional<String> foreign = Optional.empty();
        for (Iterator<WalFileName> tried = segmentsOf(status).iterator(); tried.hasNext(); ) {
            ArchivedFile examined = examine(examiner, tried.next());
            if (examined instanceof Sound) {
                return;
            }
            if (examined instanceof Unusable unusable && unusable.flaw() == ArchiveFlaw.OTHER_CLUSTER) {
                foreign = Optional.of(unusable.reason());
            }
        }
        if (foreign.isPresent()) {
            throw ForeignArchiveException.shown(primary, cluster.systemIdentifier(), foreign.get());
        }
    }

    private static Stream<WalFileName> segmentsOf(ArchiveStatusListing status) {
        return Stream.concat(status.waiting().stream(), status.kept().stream())
                .filter(SegmentName.class::isInstance)
                .limit(SEGMENTS_TRIED);
    }

    /** One file that cannot be read proves nothing about the archive. */
    private static ArchivedFile examine(ArchiveExaminer examiner, WalFileName file) throws IOException {
        try {
            return examiner.examine(file, EvidenceDepth.HEADER);
        } catch (HostUnreachableException e) {
            throw e;
        } catch (IOException unreadable) {
            return new ArchivedFile.Absent();
        }
    }
}
