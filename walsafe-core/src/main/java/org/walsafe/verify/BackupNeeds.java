package org.walsafe.verify;

import java.util.Comparator;
import java.util.Optional;
import org.walsafe.barman.BackupBoundary;
import org.walsafe.barman.BackupInfo;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.ManifestWalRange;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/**
 * The WAL that a backup needs to be consistent.
 *
 * @param first the first segment
 * @param last the last segment
 * @param end the position in the last segment, or right behind it, up to which it is needed
 */
record BackupNeeds(SegmentName first, SegmentName last, Lsn end) {

    private static final Lsn TO_THE_END = Lsn.of(-1);

    /** What Barman wrote down. */
    static Optional<BackupNeeds> of(BackupInfo info) {
        if (info.begin().isEmpty() || info.end().isEmpty()) {
            return Optional.empty();
        }
        BackupBoundary end = info.end().get();
        return Optional.of(new BackupNeeds(
                info.begin().get().segment(), end.segment(), end.lsn().orElse(TO_THE_END)));
    }

    /** What a manifest says, of a cluster whose segments are known. */
    static Optional<BackupNeeds> of(BackupManifest manifest, ControlFile control) {
        WalGeometry geometry =
                new WalGeometry(control.segmentSize(), control.major().numbering());
        Optional<ManifestWalRange> oldest =
                manifest.walRanges().stream().min(Comparator.comparing(ManifestWalRange::start));
        Optional<ManifestWalRange> newest =
                manifest.walRanges().stream().max(Comparator.comparing(ManifestWalRange::end));
        if (oldest.isEmpty() || newest.isEmpty() || newest.get().end().equals(Lsn.ZERO)) {
            return Optional.empty();
        }
        Lsn lastByte = Lsn.of(newest.get().end().value() - 1);
        return Optional.of(new BackupNeeds(
                geometry.segmentAt(oldest.get().timeline(), oldest.get().start()),
                geometry.segmentAt(newest.get().timeline(), lastByte),
                newest.get().end()));
    }
}
