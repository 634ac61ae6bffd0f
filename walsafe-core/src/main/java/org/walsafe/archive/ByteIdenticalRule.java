package org.walsafe.archive;

import java.util.Optional;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;

/**
 * Archived only where the confirmer compared what the archive holds with this server's file, and the offered file still has
 * that SHA-256. Answers every question.
 */
final class ByteIdenticalRule implements ArchiveRule {

    @Override
    public String name() {
        return "byte-identical";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        return Optional.of(decide(question.file().text(), question));
    }

    private ArchiveDecision decide(String file, ArchiveQuestion question) {
        Standing standing = question.standing();
        if (standing instanceof Standing.Rejected rejected) {
            return new Refused(name(), rejected.reason());
        }
        if (standing instanceof Standing.Undecided undecided) {
            return new Unknown(name(), undecided.reason());
        }
        if (!(standing instanceof Standing.Confirmed confirmed)) {
            return new Pending(name(), file.concat(" waits for its confirmation"));
        }
        if (!isIdentical(confirmed.confirmation())) {
            return new Refused(
                    name(), file.concat(" is confirmed, but not as identical: its evidence must be, with a SHA-256"));
        }
        return question.offered() instanceof OfferedFile.Vanished
                ? new Refused(name(), file.concat(" has vanished, so its SHA-256 cannot be compared"))
                : new Archived(name(), file.concat(" is identical to what the archive holds"));
    }

    private static boolean isIdentical(Confirmation confirmation) {
        if (confirmation.evidence().isEmpty()) {
            return false;
        }
        Evidence evidence = confirmation.evidence().get();
        return evidence.sha256().isPresent()
                && evidence.kind().isPresent()
                && evidence.kind().get() == EvidenceKind.IDENTICAL;
    }
}
