package org.walsafe.archive;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SystemIdentifier;

/**
 * Compares a confirmation's evidence with the offered file: size, cluster and SHA-256, each where both are known.
 *
 * <p>The file's cluster is the one in its own header. A history file has none, a vanished file says nothing, and the header
 * of an unknown version cannot be read; then it is the server's, where that is known. Where it is not, history files are
 * taken by name and SHA-256, as they are small and shared by all who descend from one {@code initdb}; a segment is not,
 * unless its SHA-256 was compared.
 *
 * <p>Written without lambdas and without {@code equals} of records, which are slow on their first call; the gate makes only
 * one.
 */
final class EvidenceCheck {

    private final ArchiveQuestion question;
    private final String file;

    private EvidenceCheck(ArchiveQuestion question) {
        this.question = question;
        this.file = question.file().text();
    }

    static Standing of(ArchiveQuestion question) {
        Lookup lookup = question.lookup();
        if (lookup instanceof Lookup.Confirmed confirmed) {
            return new EvidenceCheck(question).standing(confirmed.confirmation());
        }
        if (lookup instanceof Lookup.Invalid invalid) {
            return new Standing.Rejected(invalid.reason());
        }
        return lookup instanceof Lookup.Unknown unknown
                ? new Standing.Undecided(unknown.reason())
                : new Standing.NotConfirmed();
    }

    private Standing standing(Confirmation confirmation) {
        if (!confirmation.file().text().equals(file)) {
            return new Standing.Rejected("the registry answered for " + file + " with the confirmation of "
                    + confirmation.file().text());
        }
        OfferedFile offered = question.offered();
        if (offered instanceof OfferedFile.Unreadable unreadable) {
            return new Standing.Undecided(unreadable.reason());
        }
        if (!confirmation.isAttested()) {
            return offered instanceof OfferedFile.Vanished
                    ? new Standing.Rejected(file + " has vanished, and its confirmation does not attest anything")
                    : new Standing.Confirmed(confirmation);
        }
        Standing objection = objection(confirmation.evidence().get(), offered);
        return objection == null ? new Standing.Confirmed(confirmation) : objection;
    }

    private @Nullable Standing objection(Evidence evidence, OfferedFile offered) {
        Optional<SystemIdentifier> attested = evidence.systemIdentifier();
        Optional<SystemIdentifier> found = clusterOf(offered);
        if (attested.isPresent()
                && found.isPresent()
                && attested.get().value() != found.get().value()) {
            return new Standing.Rejected(
                    file + " is of cluster " + found.get() + ", and its confirmation is of cluster " + attested.get());
        }
        if (!(offered instanceof OfferedFile.Present present)) {
            return null;
        }
        if (evidence.size().isPresent() && evidence.size().getAsLong() != present.size()) {
            return new Standing.Rejected(
                    file + " has " + present.size() + " bytes, and its confirmation is of a file of "
                            + evidence.size().getAsLong());
        }
        if (evidence.sha256().isPresent()) {
            return compare(evidence.sha256().get().hex(), present.digest());
        }
        return attested.isPresent() && found.isEmpty() && present.header().isPresent()
                ? new Standing.Undecided("an unknown version of PostgreSQL wrote " + file
                        + ", so its cluster cannot be compared with the confirmation's")
                : null;
    }

    private Optional<SystemIdentifier> clusterOf(OfferedFile offered) {
        if (offered instanceof OfferedFile.Present present
                && present.header().isPresent()
                && present.header().get() instanceof SegmentHeaderReading.Known known) {
            return Optional.of(known.header().systemIdentifier());
        }
        return question.server().systemIdentifier();
    }

    private @Nullable Standing compare(String attested, OfferedDigest digest) {
        OfferedDigest.Reading reading = digest.read();
        if (reading instanceof OfferedDigest.Reading.Digest found) {
            return found.sha256().hex().equals(attested)
                    ? null
                    : new Standing.Rejected(file + " is not the file that was confirmed: its SHA-256 is "
                            + found.sha256().hex());
        }
        OfferedDigest.Reading.Unreadable unreadable = (OfferedDigest.Reading.Unreadable) reading;
        return new Standing.Undecided(unreadable.reason());
    }
}
