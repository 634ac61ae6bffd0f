package org.walsafe.reconcile;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.reconcile.ArchivedFile.Sound;
import org.walsafe.reconcile.ArchivedFile.Unusable;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.wal.WalFileName;

/** The evidence that the archived file itself gives. */
record ArchiveEvidence(WalArchive archive, ArchiveExaminer examiner, EvidenceDepth depth) implements EvidenceGatherer {

    @Override
    public GatheredEvidence gather(WalFileName file) {
        try {
            ArchivedFile examined = examiner.examine(file, depth);
            if (examined instanceof Sound sound) {
                return new GatheredEvidence.Founded(evidence(sound));
            }
            if (examined instanceof Unusable unusable) {
                return GatheredEvidence.refused(ReconcileFinding.Kind.UNUSABLE, file, unusable.reason());
            }
            return new GatheredEvidence.Absent();
        } catch (HostUnreachableException e) {
            throw new ArchiveUnreachableException(archive.location(), e);
        } catch (IOException e) {
            return GatheredEvidence.refused(
                    ReconcileFinding.Kind.UNREADABLE,
                    file,
                    "the archived " + file + " in " + archive.location() + " could not be read: " + e.getMessage());
        }
    }

    private static Evidence evidence(Sound sound) {
        return new Evidence(
                Optional.of(EvidenceKind.ARCHIVED),
                sound.systemIdentifier(),
                sound.size(),
                sound.sha256(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
