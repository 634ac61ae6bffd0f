package org.walsafe.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * Counts what the members of a quorum say of one WAL file.
 *
 * <p>Contradicting confirmations are invalid whatever the count. Enough confirmations confirm. Where the members that
 * could not be asked would make enough, nothing is known. Else an invalid marker explains what is missing better than
 * "not confirmed" does.
 */
final class QuorumVote {

    private final int required;
    private final List<Confirmation> confirmations = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();

    QuorumVote(int required) {
        this.required = required;
    }

    void count(Lookup answer) {
        if (answer instanceof Lookup.Confirmed confirmed) {
            confirmations.add(confirmed.confirmation());
        } else if (answer instanceof Lookup.Unknown missing) {
            unknown.add(missing.reason());
        } else if (answer instanceof Lookup.Invalid damaged) {
            invalid.add(damaged.reason());
        }
    }

    Lookup result(WalFileName file, String location) {
        if (isContradictory()) {
            return new Lookup.Invalid(
                    "the members of the quorum " + location + " confirm different files named " + file);
        }
        if (confirmations.size() >= required) {
            return new Lookup.Confirmed(agreed());
        }
        if (confirmations.size() + unknown.size() >= required) {
            return new Lookup.Unknown(String.join("; ", unknown));
        }
        return invalid.isEmpty() ? new Lookup.NotConfirmed() : new Lookup.Invalid(String.join("; ", invalid));
    }

    private boolean isContradictory() {
        for (Confirmation one : confirmations) {
            for (Confirmation other : confirmations) {
                if (!one.agreesWith(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The weakest of the strongest {@code required} confirmations: what the whole quorum stands for.
     */
    private Confirmation agreed() {
        List<Confirmation> ordered = new ArrayList<>(confirmations);
        ordered.sort((one, other) -> Integer.compare(strength(other), strength(one)));
        return ordered.get(required - 1);
    }

    private static int strength(Confirmation confirmation) {
        if (!confirmation.isAttested()) {
            return 0;
        }
        Optional<EvidenceKind> kind = confirmation.evidence().get().kind();
        if (kind.isEmpty()) {
            return 1;
        }
        return switch (kind.get()) {
            case RECEIVED -> 2;
            case ARCHIVED -> 3;
            case IDENTICAL -> 4;
        };
    }
}
