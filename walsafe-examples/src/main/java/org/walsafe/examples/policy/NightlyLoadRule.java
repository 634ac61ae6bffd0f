package org.walsafe.examples.policy;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveQuestion;
import org.walsafe.archive.ArchiveRule;
import org.walsafe.archive.Standing;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;

/**
 * A rule of our own: by day a file must be in the archive's final place; during the nightly load, when WAL comes faster
 * than the archive can file it, it is enough that the archive's receiver holds it.
 *
 * <p>Immutable and thread-safe; pure.
 *
 * @param from when the load begins, UTC
 * @param until when it has ended, UTC; before {@code from} when it runs past midnight
 * @since 0.1.0
 */
public record NightlyLoadRule(LocalTime from, LocalTime until) implements ArchiveRule {

    /** Our policy: this rule first, then the standard ones. */
    public static ArchivePolicy policy() {
        return ArchivePolicy.of(new NightlyLoadRule(LocalTime.of(22, 0), LocalTime.of(4, 0)))
                .then(ArchivePolicies.standard());
    }

    @Override
    public String name() {
        return "nightly-load";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        if (isMerelyReceived(question.standing()) && !isNightlyLoad(question)) {
            return Optional.of(new ArchiveDecision.Pending(
                    name(), question.file() + " was received, but is not in the archive's final place yet"));
        }
        return Optional.empty();
    }

    private static boolean isMerelyReceived(Standing standing) {
        return standing instanceof Standing.Confirmed confirmed
                && confirmed
                        .confirmation()
                        .evidence()
                        .flatMap(Evidence::kind)
                        .equals(Optional.of(EvidenceKind.RECEIVED));
    }

    private boolean isNightlyLoad(ArchiveQuestion question) {
        LocalTime now = LocalTime.ofInstant(question.now(), ZoneOffset.UTC);
        boolean begun = !now.isBefore(from);
        boolean running = now.isBefore(until);
        return from.isBefore(until) ? begun && running : begun || running;
    }
}
