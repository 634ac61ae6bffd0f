package org.walsafe.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one pass of reconciling saw and did.
 *
 * <p>Immutable and thread-safe.
 *
 * @param at when it began
 * @param took how long it took
 * @param waiting how many files PostgreSQL waited for at its beginning
 * @param confirmed how many confirmations it recorded
 * @param alreadyConfirmed how many somebody else recorded meanwhile
 * @param withdrawn how many markers of finished files it withdrew
 * @param withdrawalsLeft how many more may go, in the next passes
 * @param unconfirmed the lag: how many files were left that PostgreSQL waits for and that nobody has confirmed
 * @param oldest the first of them
 * @param findings what reconciling cannot put right by itself: of each kind the first, {@value #FINDINGS_KEPT} at most
 * @param findingCount how many findings there were altogether
 * @param strangers how many names in {@code archive_status} are none that PostgreSQL gives
 * @since 0.1.0
 */
public record ReconcileReport(
        Instant at,
        Duration took,
        int waiting,
        int confirmed,
        int alreadyConfirmed,
        int withdrawn,
        long withdrawalsLeft,
        int unconfirmed,
        Optional<OldestUnconfirmed> oldest,
        List<ReconcileFinding> findings,
        int findingCount,
        long strangers) {

    /** So many findings of each kind are kept; the others are counted. */
    public static final int FINDINGS_KEPT = 20;

    /** Copies the findings. */
    public ReconcileReport {
        findings = List.copyOf(findings);
    }

    /** {@return whether it changed the registry} */
    public boolean changedAnything() {
        return confirmed > 0 || withdrawn > 0;
    }

    /** One line for logs. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("confirmed ").append(confirmed);
        line.append(", withdrew ").append(withdrawn);
        line.append("; of ")
                .append(waiting)
                .append(" waiting, ")
                .append(unconfirmed)
                .append(" unconfirmed");
        oldest.ifPresent(file -> {
            line.append(", oldest ").append(file.file());
            file.age(at)
                    .ifPresent(age ->
                            line.append(" since ").append(age.toSeconds()).append(" s"));
        });
        return line.append("; ")
                .append(findingCount)
                .append(" findings; took ")
                .append(took.toMillis())
                .append(" ms")
                .toString();
    }
}
