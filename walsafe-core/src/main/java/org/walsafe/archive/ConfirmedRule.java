package org.walsafe.archive;

import java.util.Optional;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Confirmation;

/** Archived if confirmed, else pending: the promise. Answers every question. */
final class ConfirmedRule implements ArchiveRule {

    private final UnattestedConfirmations unattested;

    ConfirmedRule(UnattestedConfirmations unattested) {
        this.unattested = unattested;
    }

    @Override
    public String name() {
        return "confirmed";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        return Optional.of(decide(question.file().text(), question.standing()));
    }

    private ArchiveDecision decide(String file, Standing standing) {
        if (standing instanceof Standing.Confirmed confirmed) {
            return decide(file, confirmed.confirmation());
        }
        if (standing instanceof Standing.Rejected rejected) {
            return new Refused(name(), rejected.reason());
        }
        return standing instanceof Standing.Undecided undecided
                ? new Unknown(name(), undecided.reason())
                : new Pending(name(), file.concat(" waits for its confirmation"));
    }

    private ArchiveDecision decide(String file, Confirmation confirmation) {
        if (confirmation.isAttested()) {
            return new Archived(name(), file.concat(" is confirmed"));
        }
        return unattested == UnattestedConfirmations.ACCEPTED
                ? new Archived(name(), file.concat(" is confirmed, unattested"))
                : new Refused(
                        name(), file.concat(" has a confirmation that attests nothing, and that is not accepted"));
    }
}
