package org.walsafe.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.wal.WalFileName;

/**
 * Compares what PostgreSQL waits for with what the archive holds, and makes the registry agree.
 *
 * <p>It goes by what is there, never by what happened: running it at any time, twice, beside another one, or killing it
 * anywhere does no harm, and running it to its end once makes good whatever hook, marker or process was lost.
 *
 * <p>What it found good is remembered from pass to pass, so that a pass costs three listings and a look at what is new. For
 * one thread at a time. Every method blocks, as long as PostgreSQL's host, the archive and the registry do.
 *
 * @since 0.1.0
 */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** No writer takes that long, and no two clocks differ by so much unnoticed. */
    private static final Duration LEFTOVERS_KEPT = Duration.ofDays(1);

    private final ReconcilerConfig config;
    private final LongSupplier nanoTime;
    private final ClusterCheck clusterCheck;
    private final RegistrySurveyor registry;
    private final ArchiveSurveyor archive;
    private final Refusals refusals = new Refusals();
    private @Nullable ClusterIdentity cluster;
    private @Nullable Instant leftoversCleared;
    private volatile boolean stopped;

    /**
     * A reconciler that has not looked at anything yet.
     *
     * @param config what it works with
     */
    public Reconciler(ReconcilerConfig config) {
        this(config, System::nanoTime);
    }

    Reconciler(ReconcilerConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.clusterCheck = new ClusterCheck(config.primary().location(), config.archive());
        this.registry = new RegistrySurveyor(config.registry());
        this.archive = new ArchiveSurveyor(config.archive());
    }

    /** What one look at everything gave. */
    private record Comparison(
            ClusterIdentity cluster, ArchiveStatusListing status, RegistrySurvey registry, ReconcilePlan plan) {}

    /**
     * Says what a pass would do now; changes nothing.
     *
     * @return the plan
     * @throws PrimaryUnreachableException when PostgreSQL's files could not be read
     * @throws ArchiveUnreachableException when the archive could not be read
     * @throws RegistryUnreachableException when the registry could not be read
     * @throws ForeignArchiveException when the archive is another cluster's
     */
    public ReconcilePlan plan() {
        return compare().plan();
    }

    /**
     * Makes one pass: compares, and does what follows.
     *
     * @return what it saw and did
     * @throws InterruptedException when the thread was interrupted or {@link #stop} called; what was done until then is
     *     whole
     * @throws PrimaryUnreachableException when PostgreSQL's files could not be read
     * @throws ArchiveUnreachableException when the archive could not be read
     * @throws RegistryUnreachableException when the registry could not be read or written
     * @throws ForeignArchiveException when the archive is another cluster's
     */
    public ReconcileReport reconcile() throws InterruptedException {
        Instant at = config.time().instant();
        long start = nanoTime.getAsLong();
        Comparison comparison = compare();
        refusals.nextPass(comparison.status().waiting());
        PlanExecution execution = new PlanExecution(config, gatherer(comparison.cluster()), refusals, () -> stopped);
        execution.execute(comparison.plan());
        clearLeftovers(at);
        return report(comparison, execution, at, Duration.ofNanos(nanoTime.getAsLong() - start));
    }

    /** Once a day, because it costs a listing; what stands in its way stands in no confirmation's. */
    private void clearLeftovers(Instant now) {
        Instant last = leftoversCleared;
        if (last != null && Duration.between(last, now).compareTo(LEFTOVERS_KEPT) < 0) {
            return;
        }
        leftoversCleared = now;
        try {
            int removed = config.registry().clearLeftovers(now.minus(LEFTOVERS_KEPT));
            LOG.debug(
                    "cleared {} unfinished files in {}",
                    removed,
                    config.registry().location());
        } catch (WalSafeException e) {
            LOG.warn("unfinished files stay in {}: {}", config.registry().location(), e.getMessage());
        }
    }

    /** Forgets what earlier passes found: the next one looks at everything again, whose files they are included. */
    public void forget() {
        cluster = null;
        registry.forget();
        refusals.forget();
    }

    /** Ends the pass under way before its next file, and every later one at once. May be called from any thread. */
    public void stop() {
        stopped = true;
    }

    private Comparison compare() {
        ArchiveStatusListing status = status();
        ClusterIdentity identity = cluster(status);
        RegistrySurvey survey = registry.survey(status, identity, config.rules());
        Set<WalFileName> archived = archived(status, survey);
        return new Comparison(identity, status, survey, ReconcilePlan.of(status, survey, archived, config.rules()));
    }

    private ArchiveStatusListing status() {
        try {
            return config.primary().read();
        } catch (IOException e) {
            throw new PrimaryUnreachableException(config.primary().location(), e);
        }
    }

    private ClusterIdentity cluster(ArchiveStatusListing status) {
        ClusterIdentity known = cluster;
        if (known != null) {
            return known;
        }
        ClusterIdentity identity;
        try {
            identity = config.primary().cluster();
        } catch (IOException e) {
            throw new PrimaryUnreachableException(config.primary().location(), e);
        }
        try {
            clusterCheck.check(identity, status);
        } catch (IOException e) {
            throw new ArchiveUnreachableException(config.archive().location(), e);
        }
        cluster = identity;
        return identity;
    }

    private Set<WalFileName> archived(ArchiveStatusListing status, RegistrySurvey survey) {
        Set<WalFileName> wanted = new HashSet<>();
        for (WalFileName file : status.waiting()) {
            if (config.rules().treatmentOf(file) != FileTreatment.LEFT_ALONE
                    && !(survey.standingOf(file) instanceof MarkerStanding.Attested)) {
                wanted.add(file);
            }
        }
        try {
            return archive.heldAmong(wanted);
        } catch (IOException e) {
            throw new ArchiveUnreachableException(config.archive().location(), e);
        }
    }

    private EvidenceGatherer gatherer(ClusterIdentity identity) {
        ArchiveEvidence archived = new ArchiveEvidence(
                config.archive(),
                new ArchiveExaminer(config.archive(), identity),
                config.rules().depth());
        Optional<PrimaryWal> compared = config.comparedWith();
        return compared.isPresent() ? new ComparedEvidence(archived, compared.get()) : archived;
    }

    private ReconcileReport report(Comparison comparison, PlanExecution execution, Instant at, Duration took) {
        Set<WalFileName> confirmed = execution.confirmedFiles();
        int unconfirmed = 0;
        Optional<WalFileName> oldest = Optional.empty();
        for (WalFileName file : comparison.plan().unconfirmed()) {
            if (!confirmed.contains(file)) {
                unconfirmed++;
                oldest = oldest.or(() -> Optional.of(file));
            }
        }
        return new ReconcileReport(
                at,
                took,
                comparison.status().waiting().size(),
                execution.recorded(),
                confirmed.size() - execution.recorded(),
                execution.withdrawn(),
                comparison.registry().finishedCount() - execution.withdrawalsPlanned(),
                unconfirmed,
                oldest.map(this::sinceWhen),
                execution.findings().kept(),
                execution.findings().count(),
                comparison.status().strangerCount());
    }

    private OldestUnconfirmed sinceWhen(WalFileName file) {
        try {
            return new OldestUnconfirmed(file, config.primary().waitingSince(file));
        } catch (IOException e) {
            throw new PrimaryUnreachableException(config.primary().location(), e);
        }
    }
}
