package org.walsafe.reconcile;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.reconcile.ReconcileAction.Confirm;
import org.walsafe.reconcile.ReconcileAction.Replace;
import org.walsafe.reconcile.ReconcileAction.ReportConflict;
import org.walsafe.reconcile.ReconcileAction.ReportMissing;
import org.walsafe.reconcile.ReconcileAction.Upgrade;
import org.walsafe.reconcile.ReconcileAction.Withdraw;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/**
 * Carries out one plan. Confirmations are recorded in batches: as soon as a batch is full, or its first has waited long
 * enough. It may end anywhere: what is recorded is whole, and the next plan does the rest.
 */
final class PlanExecution {

    private static final Logger LOG = LoggerFactory.getLogger(PlanExecution.class);

    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReconcilerConfig config;
    private final WalSafeRegistry registry;
    private final EvidenceGatherer gatherer;
    private final Refusals refusals;
    private final BooleanSupplier stopped;
    private final ReconcileFindings findings = new ReconcileFindings();
    private final Set<WalFileName> confirmedFiles = new HashSet<>();
    private final List<Confirmation> batch = new ArrayList<>();
    private long batchBegan;
    private int recorded;
    private int withdrawn;
    private int withdrawalsPlanned;

    PlanExecution(ReconcilerConfig config, EvidenceGatherer gatherer, Refusals refusals, BooleanSupplier stopped) {
        this.config = config;
        this.registry = config.registry();
        this.gatherer = gatherer;
        this.refusals = refusals;
        this.stopped = stopped;
    }

    void execute(ReconcilePlan plan) throws InterruptedException {
        for (ReconcileAction action : plan.actions()) {
            if (Thread.interrupted() || stopped.getAsBoolean()) {
                throw new InterruptedException("told to end");
            }
            LOG.trace("{}", action);
            execute(action);
        }
        recordBatch();
    }

    private void execute(ReconcileAction action) {
        WalFileName file = action.file();
        if (action instanceof Confirm) {
            evidence(file).ifPresent(evidence -> add(Confirmation.attested(file, evidence)));
        } else if (action instanceof Replace) {
            evidence(file).ifPresent(evidence -> replace(file, evidence));
        } else if (action instanceof Upgrade) {
            evidence(file).ifPresent(evidence -> upgrade(file, evidence));
        } else if (action instanceof ReportConflict) {
            findings.add(new ReconcileFinding(ReconcileFinding.Kind.CONFLICT, file, action.reason()));
        } else if (action instanceof ReportMissing) {
            findings.add(new ReconcileFinding(ReconcileFinding.Kind.MISSING, file, action.reason()));
        } else if (action instanceof Withdraw) {
            recordBatch();
            withdrawalsPlanned++;
            withdrawn += registry.withdraw(file) ? 1 : 0;
        }
    }

    private Optional<Evidence> evidence(WalFileName file) {
        Optional<ReconcileFinding> standing = refusals.standing(file);
        if (standing.isPresent()) {
            findings.add(standing.get());
            return Optional.empty();
        }
        GatheredEvidence gathered = gatherer.gather(file);
        if (gathered instanceof GatheredEvidence.Refused refused) {
            refusals.add(refused.finding());
            findings.add(refused.finding());
        } else {
            refusals.remove(file);
        }
        return gathered instanceof GatheredEvidence.Founded founded
                ? Optional.of(founded.evidence()
                        .withConfirmer(
                                config.confirmedBy(), config.time().instant().truncatedTo(ChronoUnit.SECONDS)))
                : Optional.empty();
    }

    /** What stands there is looked at again, for another may have put a good marker in its place meanwhile. */
    private void replace(WalFileName file, Evidence evidence) {
        makeDurable(List.of(file));
        if (registry.lookup(file) instanceof Lookup.Invalid) {
            registry.withdraw(file);
        }
        record(List.of(Confirmation.attested(file, evidence)));
    }

    private void upgrade(WalFileName file, Evidence evidence) {
        makeDurable(List.of(file));
        if (registry.lookup(file) instanceof Lookup.Confirmed confirmed
                && !confirmed.confirmation().isAttested()) {
            registry.withdraw(file);
        }
        record(List.of(Confirmation.attested(file, evidence)));
    }

    private void add(Confirmation confirmation) {
        if (batch.isEmpty()) {
            batchBegan = System.nanoTime();
        }
        batch.add(confirmation);
        if (batch.size() >= config.rules().batchSize() || System.nanoTime() - batchBegan >= LONGEST_WAIT_NANOS) {
            recordBatch();
        }
    }

    private void recordBatch() {
        if (!batch.isEmpty()) {
            makeDurable(batch.stream().map(Confirmation::file).toList());
            record(batch);
            batch.clear();
        }
    }

    private void makeDurable(List<WalFileName> files) {
        try {
            config.archive().makeDurable(files);
        } catch (IOException e) {
            throw new ArchiveUnreachableException(config.archive().location(), e);
        }
    }

    private void record(List<Confirmation> confirmations) {
        List<ConfirmOutcome> outcomes = registry.confirmAll(confirmations);
        for (int i = 0; i < outcomes.size(); i++) {
            count(confirmations.get(i).file(), outcomes.get(i));
        }
        LOG.debug("recorded {} confirmations in {}", confirmations.size(), registry.location());
    }

    private void count(WalFileName file, ConfirmOutcome outcome) {
        if (outcome instanceof ConfirmOutcome.Conflict conflict) {
            findings.add(new ReconcileFinding(ReconcileFinding.Kind.CONFLICT, file, conflict.reason()));
            return;
        }
        confirmedFiles.add(file);
        recorded += outcome instanceof ConfirmOutcome.Recorded ? 1 : 0;
    }

    Set<WalFileName> confirmedFiles() {
        return confirmedFiles;
    }

    int recorded() {
        return recorded;
    }

    int withdrawn() {
        return withdrawn;
    }

    int withdrawalsPlanned() {
        return withdrawalsPlanned;
    }

    ReconcileFindings findings() {
        return findings;
    }
}
