package org.walsafe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.BarmanHook;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.FileMode;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.reconcile.CatalogueArchive;
import org.walsafe.reconcile.EvidenceDepth;
import org.walsafe.reconcile.FileTreatment;
import org.walsafe.reconcile.ReconcileRules;
import org.walsafe.reconcile.Reconciler;
import org.walsafe.reconcile.ReconcilerConfig;
import org.walsafe.reconcile.UnattestedMarkers;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.PowerCut;
import org.walsafe.tck.SimulatedHost;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/**
 * PostgreSQL with WalSafe's gate on one machine, Barman with its hook and the reconciler on another, an unreliable network
 * between them. Each {@link Event} happens to it as its randomness has it; the code of WalSafe in it is the real one.
 */
final class World {

    static final HostPath SAFE = HostPath.of("/home/.wal_safe_dir");

    private static final int MARKERS_KEPT = 4;
    private static final int WITHDRAWALS_PER_PASS = 3;
    private static final int MOST_STEPS_TO_DEATH = 40;
    private static final SystemIdentifier FOREIGN = SystemIdentifier.parse("17");

    private static final List<FaultyHost.Fault> FAULTS = List.of(FaultyHost.Fault.values());

    private static final ReconcileRules RULES = new ReconcileRules(
            EvidenceDepth.HEADER,
            UnattestedMarkers.UPGRADE,
            FileTreatment.LEFT_ALONE,
            FileTreatment.WELCOME,
            MARKERS_KEPT,
            WITHDRAWALS_PER_PASS,
            4);

    private final SplittableRandom random;
    private final ArchivePolicy policy;
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Machine primary;
    private final Machine backup;
    private final SimulatedCluster postgres;
    private final SimulatedBarman barman;
    private final FaultyHost primaryFromAfar;
    private final List<SegmentName> conflicts = new ArrayList<>();
    private int faultsPerThousand;
    private Optional<Reconciler> resident = Optional.empty();
    private String lastAnswer = "the gate was not asked";
    private String lastPass = "nothing was reconciled";

    /** A world whose gate and hosts are as they should be. */
    World(long seed) {
        this(seed, ArchivePolicies.standard(), SimulatedHost.Care.FULL);
    }

    /** A world with that policy at the gate, on hosts with that care. */
    World(long seed, ArchivePolicy policy, SimulatedHost.Care care) {
        this.random = new SplittableRandom(seed);
        this.policy = policy;
        this.primary = new Machine("pg", () -> now, random, care);
        this.backup = new Machine("backup", () -> now, random, care);
        this.postgres = new SimulatedCluster(
                primary,
                random.nextBoolean() ? SimulatedCluster.StatusRenaming.DURABLE : SimulatedCluster.StatusRenaming.PLAIN);
        this.barman = new SimulatedBarman(backup);
        this.primaryFromAfar = primary.seenFrom(backup, operation -> network());
        try {
            primary.disk().makeDirectory(HostPath.of("/home"), FileMode.PRIVATE_DIRECTORY);
            primary.disk().makeDirectory(SAFE, FileMode.PRIVATE_DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FaultyHost.Fault network() {
        if (faultsPerThousand == 0 || random.nextInt(1000) >= faultsPerThousand) {
            return FaultyHost.Fault.NONE;
        }
        return FAULTS.get(random.nextInt(FAULTS.size()));
    }

    /** Lets one event happen, and sees that nothing is lost by it. */
    void happen(Event event) throws InterruptedException {
        now = now.plusSeconds(1);
        int deaths = backup.deaths();
        try {
            event.in(this);
        } catch (PowerCut expected) {
            // the machine has started again
        }
        if (backup.deaths() > deaths) {
            resident = Optional.empty();
            barman.restart();
        }
        postgres.recover();
        assertNothingIsLost();
        assertNoConflictIsOverwritten();
    }

    // PostgreSQL

    void finishSegment() {
        postgres.finishSegment();
    }

    /** Each run of the archiver starts its command anew, as PostgreSQL does. */
    void runArchiver() {
        postgres.runArchiver((path, name) -> {
            ArchiveDecision decision = gate(primary.host()).decide(path, name);
            boolean archived = decision.letsGo();
            lastAnswer = decision.toString();
            if (archived && !barman.isSafe(SegmentName.parse(name))) {
                throw new AssertionError("the gate let " + name + " go, which the archive may lose yet");
            }
            return archived;
        });
    }

    private ArchiveGate gate(Host host) {
        return ArchiveGate.builder(registryOn(host), host.files(), () -> now)
                .policy(policy)
                .build();
    }

    private static WalSafeRegistry registryOn(Host host) {
        try {
            return new MarkerRegistry(DirectoryMarkerStore.on(host, SAFE));
        } catch (IOException e) {
            throw new RegistryUnreachableException(
                    "the registry cannot be opened: " + e.getMessage(), "Look at the host.", e);
        }
    }

    void checkpoint() {
        postgres.checkpoint();
    }

    // Barman

    void stream() {
        pick(postgres.segments())
                .ifPresent(segment -> postgres.read(segment).ifPresent(content -> barman.stream(segment, content)));
    }

    /** Archives one segment; the hook may be lost, or be one that only touches, or the real one. */
    void archive() {
        pick(barman.streamed()).ifPresent(segment -> {
            if (random.nextInt(4) == 0) {
                barman.place(segment);
                return;
            }
            barman.archive(segment);
            int hook = random.nextInt(16);
            try {
                if (hook == 0) {
                    runHook(segment);
                } else if (hook < 5) {
                    registryOn(primaryFromAfar).confirm(Confirmation.unattested(segment));
                }
            } catch (WalSafeException lost) {
                // nobody repeats it
            }
        });
    }

    private void runHook(SegmentName segment) {
        new BarmanHook(
                        backup.host(),
                        registryOn(primaryFromAfar),
                        "backup",
                        () -> now,
                        BarmanHook.WhenUnreachable.LEAVE_TO_RECONCILER)
                .run(Map.of(
                        "BARMAN_HOOK", "archive_retry_script",
                        "BARMAN_PHASE", "post",
                        "BARMAN_RETRY", "1",
                        "BARMAN_ERROR", "",
                        "BARMAN_SERVER", "main",
                        "BARMAN_SEGMENT", segment.text(),
                        "BARMAN_FILE", SimulatedBarman.LAYOUT.archived(segment).value()));
    }

    /** Deletes what PostgreSQL has let go for good. */
    void purge() {
        pick(List.copyOf(barman.everArchived()))
                .filter(segment -> !postgres.mayComeBack(segment))
                .ifPresent(barman::purge);
    }

    // the reconciler

    void reconcile() throws InterruptedException {
        try {
            Reconciler reconciler = resident.orElseGet(() -> new Reconciler(config()));
            resident = Optional.of(reconciler);
            lastPass = reconciler.reconcile().toString();
        } catch (WalSafeException unreachable) {
            lastPass = unreachable.toString(); // the next one makes it good
        }
    }

    void restartReconciler() {
        resident = Optional.empty();
    }

    private ReconcilerConfig config() {
        WalSafeRegistry registry = registryOn(primaryFromAfar);
        return ReconcilerConfig.of(
                        new ArchiveStatusDirectory(primaryFromAfar, SimulatedCluster.DATA, () -> now),
                        new CatalogueArchive(backup.host(), new BarmanCatalogue(backup.host(), SimulatedBarman.HOME)),
                        registry)
                .withRules(RULES)
                .withTime(() -> now);
    }

    // faults

    void primaryDiesSoon() {
        primaryDiesAfter(random.nextInt(MOST_STEPS_TO_DEATH), death());
    }

    void primaryDiesAfter(int steps, Machine.Death death) {
        primary.dieAfter(steps, death);
    }

    void backupDiesSoon() {
        backupDiesAfter(random.nextInt(MOST_STEPS_TO_DEATH), death());
    }

    void backupDiesAfter(int steps, Machine.Death death) {
        backup.dieAfter(steps, death);
    }

    /** How often a machine has died. */
    int deaths() {
        return primary.deaths() + backup.deaths();
    }

    void primaryDies() {
        primary.die(death());
    }

    void backupDies() {
        backup.die(death());
    }

    private Machine.Death death() {
        return random.nextBoolean() ? Machine.Death.OF_POWER : Machine.Death.OF_PROCESSES;
    }

    void networkChanges() {
        faultsPerThousand = random.nextBoolean() ? 0 : random.nextInt(300);
    }

    /** Another cluster's marker stands where a segment's will. */
    void leaveForeignMarker() {
        SegmentName next = postgres.current();
        if (registryOn(primary.host()).lookup(next) instanceof Lookup.NotConfirmed) {
            conflicts.add(next);
            registryOn(primary.host()).confirm(foreign(next));
        }
    }

    private static Confirmation foreign(SegmentName segment) {
        return Confirmation.attested(segment, Evidence.NONE.withSystemIdentifier(FOREIGN));
    }

    /** Somebody removes a marker by hand. */
    void loseMarker() {
        pick(postgres.segments())
                .filter(segment -> !conflicts.contains(segment))
                .ifPresent(segment -> registryOn(primary.host()).withdraw(segment));
    }

    // what must hold

    private void assertNothingIsLost() {
        for (SegmentName segment = SegmentName.parse("000000010000000000000FFD");
                !segment.equals(postgres.current());
                segment = SimulatedCluster.next(segment)) {
            if (!barman.isSafe(segment) && postgres.read(segment).isEmpty()) {
                throw new AssertionError(segment + " was removed before the archive held it for good");
            }
        }
    }

    private void assertNoConflictIsOverwritten() {
        conflicts.removeIf(segment -> registryOn(primary.host()).lookup(segment) instanceof Lookup.NotConfirmed
                && !barman.everArchived().contains(segment)); // its writer died before it was there
        for (SegmentName segment : conflicts) {
            assertThat(registryOn(primary.host()).lookup(segment))
                    .as("the conflicting marker of %s", segment)
                    .isEqualTo(new Lookup.Confirmed(foreign(segment)));
        }
    }

    private void assertNoMarkerIsWithoutCause() {
        for (SegmentName segment : markers()) {
            assertThat(conflicts.contains(segment) || barman.everArchived().contains(segment))
                    .as("whether the marker of %s has a cause", segment)
                    .isTrue();
        }
    }

    private List<SegmentName> markers() {
        List<SegmentName> found = new ArrayList<>();
        try {
            for (String name : primary.disk().list(SAFE)) {
                if (name.endsWith(".done")) {
                    found.add(SegmentName.parse(name.substring(0, name.length() - 5)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** However the history went: once the faults end and everybody does their work, nothing is stuck or piles up. */
    void assertThatItHeals() throws InterruptedException {
        assertNoMarkerIsWithoutCause();
        faultsPerThousand = 0;
        primary.live();
        backup.live();
        conflicts.forEach(registryOn(primary.host())::withdraw); // which only a person may do
        conflicts.clear();
        barman.discardTorn(); // and so this
        resident.ifPresent(Reconciler::forget); // as it does at times
        now = now.plus(Duration.ofDays(2));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < MARKERS_KEPT; i++) {
                happen(World::finishSegment);
            }
            for (SegmentName segment : postgres.segments()) {
                postgres.read(segment).ifPresent(content -> barman.stream(segment, content));
            }
            barman.streamed().forEach(barman::archive);
            happen(World::checkpoint);
            happen(World::reconcile);
            happen(World::runArchiver);
            assertThat(postgres.waiting())
                    .as("what waits for ever; %s; %s", lastAnswer, lastPass)
                    .isEmpty();
            happen(World::checkpoint);
        }
        do {
            happen(World::reconcile);
        } while (!lastPass.contains("withdrew 0"));
        assertNoMarkerIsWithoutCause();
        assertThat(markers())
                .as("markers")
                .hasSizeLessThanOrEqualTo(postgres.segments().size() + 2 * MARKERS_KEPT);
        try {
            assertThat(primary.disk().list(SAFE)).as("unfinished files").noneMatch(name -> name.startsWith("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> Optional<T> pick(List<T> from) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
    }

    /** Which event comes next. */
    Event nextEvent() {
        return Event.ALL.get(random.nextInt(Event.ALL.size()));
    }
}
