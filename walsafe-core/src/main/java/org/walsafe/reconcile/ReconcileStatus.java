package org.walsafe.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * How a {@link ReconcileLoop} fares, for monitoring.
 *
 * <p>Immutable and thread-safe.
 *
 * @param state in one word
 * @param at when this was so
 * @param startedAt when the loop began
 * @param passes how many passes went through since then
 * @param confirmed how many confirmations they recorded
 * @param withdrawn how many markers they withdrew
 * @param lastReport what the last pass that went through saw and did
 * @param lastFailure what went wrong last, also when it is over
 * @since 0.1.0
 */
public record ReconcileStatus(
        ReconcileState state,
        Instant at,
        Instant startedAt,
        long passes,
        long confirmed,
        long withdrawn,
        Optional<ReconcileReport> lastReport,
        Optional<ReconcileFailure> lastFailure) {

    static ReconcileStatus starting(Instant now) {
        return new ReconcileStatus(ReconcileState.STARTING, now, now, 0, 0, 0, Optional.empty(), Optional.empty());
    }

    ReconcileStatus in(ReconcileState newState, Instant now) {
        return new ReconcileStatus(newState, now, startedAt, passes, confirmed, withdrawn, lastReport, lastFailure);
    }

    ReconcileStatus after(ReconcileReport report, Instant now) {
        return new ReconcileStatus(
                ReconcileState.WORKING,
                now,
                startedAt,
                passes + 1,
                confirmed + report.confirmed(),
                withdrawn + report.withdrawn(),
                Optional.of(report),
                lastFailure);
    }

    ReconcileStatus after(ReconcileFailure failure) {
        return new ReconcileStatus(
                failure.state(),
                failure.at(),
                startedAt,
                passes,
                confirmed,
                withdrawn,
                lastReport,
                Optional.of(failure));
    }
}
