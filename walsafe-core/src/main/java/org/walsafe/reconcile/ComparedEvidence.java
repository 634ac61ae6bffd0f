package org.walsafe.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.codec.DecodingStream;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.wal.WalFileName;

/** The evidence that what the archive holds is byte for byte PostgreSQL's own file. */
record ComparedEvidence(ArchiveEvidence archived, PrimaryWal primary) implements EvidenceGatherer {

    @Override
    public GatheredEvidence gather(WalFileName file) {
        GatheredEvidence gathered = archived.gather(file);
        return gathered instanceof GatheredEvidence.Founded founded ? compare(file, founded.evidence()) : gathered;
    }

    private GatheredEvidence compare(WalFileName file, Evidence evidence) {
        ContentDigest held = new ContentDigest(
                evidence.size().orElseThrow(), evidence.sha256().orElseThrow());
        try {
            Optional<ContentDigest> own = primary.digest(file);
            if (own.isEmpty()) {
                return GatheredEvidence.refused(
                        ReconcileFinding.Kind.UNREADABLE,
                        file,
                        file + " cannot be compared: PostgreSQL at " + primary.location() + " no longer has it");
            }
            return own.get().equals(held)
                    ? new GatheredEvidence.Founded(evidence.withKind(EvidenceKind.IDENTICAL))
                    : GatheredEvidence.refused(
                            ReconcileFinding.Kind.DIFFERENT, file, difference(file, held, own.get()));
        } catch (HostUnreachableException e) {
            throw new PrimaryUnreachableException(primary.location(), e);
        } catch (IOException e) {
            return GatheredEvidence.refused(
                    ReconcileFinding.Kind.UNREADABLE, file, file + " could not be compared: " + e.getMessage());
        }
    }

    private String difference(WalFileName file, ContentDigest held, ContentDigest own) {
        return file + " differs: the archive " + archived.archive().location() + " holds " + held + ", PostgreSQL at "
                + primary.location() + " has " + own + ", " + whereTheyPart(file);
    }

    /** Reads both again: only a difference is worth carrying a whole file over the connection. */
    private String whereTheyPart(WalFileName file) {
        try {
            Optional<StoredWalFile> held = archived.archive().open(file);
            if (held.isEmpty()) {
                return "and the archive has dropped the file meanwhile";
            }
            try (StoredWalFile stored = held.get();
                    InputStream content = DecodingStream.open(stored.stored(), stored.location(), Long.MAX_VALUE)) {
                Optional<InputStream> opened = primary.open(file);
                if (opened.isEmpty()) {
                    return "and PostgreSQL has dropped the file meanwhile";
                }
                try (InputStream own = opened.get()) {
                    OptionalLong offset = FirstDifference.between(content, own);
                    return offset.isPresent()
                            ? "first at byte " + offset.getAsLong()
                            : "but they became the same while we looked";
                }
            }
        } catch (IOException e) {
            return "and where could not be read: " + e.getMessage();
        }
    }
}
