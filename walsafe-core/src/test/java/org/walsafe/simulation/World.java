package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.walsafe.archive.Acknowledgement;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.archive.Backlog;
import org.walsafe.archive.OverflowValve;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.BarmanHook;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.reconcile.CatalogueArchive;
import org.walsafe.reconcile.EvidenceDepth;
import org.walsafe.reconcile.FileTreatment;
import org.walsafe.reconcile.ReconcileLoop;
import org.walsafe.reconcile.ReconcileLoopConfig;
import org.walsafe.reconcile.ReconcileReport;
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
import org.walsafe.tck.CrashChoice;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.PowerCut;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL with WalSafe's gate on one machine, Barman with its hook and the reconciler on another, an unreliable network
 * between them. Each {@link Event} happens to it as its dice have it; the code of WalSafe in it is the real one. An outlier in
 * length: every event is a method here. What must hold is told by {@link Invariants}.
 */
final class World {

    static final int MARKERS_KEPT = 2;

    private static final int WITHDRAWALS_PER_PASS = 5;
    private static final int MOST_STEPS_TO_DEATH = 40;
    private static final int MOST_WAITING_BEFORE_OVERFLOW = 5;
    private static final SystemIdentifier FOREIGN = SystemIdentifier.parse("17");
    private static final Instant BEGINNING = Instant.parse("2026-11-20T10:00:00Z");

    private static final FaultyHost.Fault[] FAULTS = FaultyHost.Fault.values();

    private static final ReconcileRules RULES = new ReconcileRules(
            EvidenceDepth.HEADER,
            UnattestedMarkers.UPGRADE,
            FileTreatment.LEFT_ALONE,
            FileTreatment.WELCOME,
            MARKERS_KEPT,
            WITHDRAWALS_PER_PASS,
            4);

    /** Who confirms what Barman has archived, before any reconciler does. */
    enum Hook {
        NONE,
        /** The seed's: an empty marker. */
        TOUCHING,
        /** Ours, which reads the segment to its end: the dearest of all, so it is seldom played. */
        READING;

        static Hook any(Dice dice) {
            int number = dice.nextInt(64);
            return number == 0 ? READING : number < 40 ? TOUCHING : NONE;
        }
    }

    private final Dice dice;
    private final Conduct conduct;
    private final Machine primary;
    private final Machine backup;
    private final SimulatedCluster postgres;
    private final SimulatedBarman barman;
    private final FaultyHost primaryFromAfar;
    private final RegistryHome home;
    private final Host homeFromPrimary;
    private final Host homeFromBackup;
    private final Hook hook;
    private final ArchivePolicy policy;
    private final boolean overflows;
    private final boolean gateCleansUp;
    private final boolean reconcilerIsResident;
    private final Invariants invariants;
    private final Set<SegmentName> conflicts = new HashSet<>();
    private Instant now = BEGINNING;
    private int faultsPerThousand;
    private long decisions;
    private Optional<Reconciler> reconciler = Optional.empty();
    private String lastAnswer = "the gate was not asked";
    private String lastPass = "nothing was reconciled";

    /** A world in which WalSafe's code is as it is. */
    World(long seed) {
        this(seed, Conduct.FAITHFUL);
    }

    /** A world of any version, whose registry is beside PostgreSQL. */
    World(long seed, Conduct conduct) {
        this(seed, conduct, Optional.empty(), Optional.empty());
    }

    /** A world of that version, whose registry is beside PostgreSQL. */
    World(long seed, ServerRules rules) {
        this(seed, Conduct.FAITHFUL, Optional.of(rules), Optional.empty());
    }

    /** A world of any version, whose registry is elsewhere. */
    World(long seed, RegistryHome home) {
        this(seed, Conduct.FAITHFUL, Optional.empty(), Optional.of(home));
    }

    private World(long seed, Conduct conduct, Optional<ServerRules> rules, Optional<RegistryHome> elsewhere) {
        this.dice = new Dice(seed);
        this.conduct = conduct;
        this.primary = new Machine("pg", () -> now, dice, conduct.care());
        this.backup = new Machine("backup", () -> now, dice, conduct.care());
        this.postgres = new SimulatedCluster(primary, rules.orElse(ServerRules.any(dice)));
        this.barman = new SimulatedBarman(backup);
        this.primaryFromAfar = primary.seenFrom(backup, operation -> network());
        this.hook = Hook.any(dice);
        this.overflows = dice.oneIn(16);
        this.policy = conduct.policy(overflows ? valve() : ArchivePolicies.standard());
        this.gateCleansUp = dice.oneIn(8);
        this.reconcilerIsResident = dice.oneIn(4);
        this.home = elsewhere.orElseGet(() -> RegistryHome.on(primary, ".wal_safe_dir"));
        this.homeFromPrimary =
                elsewhere.isEmpty() ? primary.host() : home.machine().seenFrom(primary, operation -> network());
        this.homeFromBackup = home.machine().seenFrom(backup, operation -> network());
        this.invariants = new Invariants(this);
    }

    private static ArchivePolicy valve() {
        return ArchivePolicy.of(OverflowValve.whenMoreWaitThan(
                        MOST_WAITING_BEFORE_OVERFLOW, new Acknowledgement("simulation", "the disk is small")))
                .then(ArchivePolicies.standard());
    }

    private FaultyHost.Fault network() {
        if (faultsPerThousand == 0 || dice.nextInt(1000) >= faultsPerThousand) {
            return FaultyHost.Fault.NONE;
        }
        return FAULTS[dice.nextInt(FAULTS.length)];
    }

    SimulatedCluster postgres() {
        return postgres;
    }

    SimulatedBarman barman() {
        return barman;
    }

    RegistryHome home() {
        return home;
    }

    /** How often the gate was asked. */
    long decisions() {
        return decisions;
    }

    Set<SegmentName> conflicts() {
        return conflicts;
    }

    // the course of things

    /** Lets all the steps happen, with one reconciler now and then or a resident one all the time. */
    void play(List<Schedule.Step> steps) throws InterruptedException {
        Turns turns = new Turns(this, dice, steps);
        while (turns.areLeft()) {
            if (reconcilerIsResident) {
                reside(turns);
            }
            turns.next();
        }
    }

    /** Runs the resident reconciler until it dies or the steps are over; they happen while it waits. */
    private void reside(Turns turns) throws InterruptedException {
        try {
            new ReconcileLoop(ReconcileLoopConfig.of(new Reconciler(config()), turns)
                            .withTime(() -> now))
                    .run();
        } catch (PowerCut | WalSafeException e) {
            settle(); // it is started again
        }
    }

    /** Lets one step happen, and sees that nothing is lost by it. */
    void happen(Schedule.Step step) throws InterruptedException {
        dice.takeUp(step.number());
        happen(step.event());
    }

    /** Lets an event happen. */
    void happen(Event event) throws InterruptedException {
        now = now.plusSeconds(1);
        int deaths = backup.deaths();
        try {
            event.in(this);
        } catch (PowerCut expected) {
            // the machine has started again
        }
        if (backup.deaths() > deaths) {
            settle();
        }
        postgres.recover();
        invariants.check();
    }

    private void settle() {
        reconciler = Optional.empty();
        barman.restart();
        postgres.recover();
    }

    void timePasses(Duration time) {
        now = now.plus(time);
    }

    // PostgreSQL

    void finishSegment() {
        postgres.finishSegment();
    }

    void promote() {
        postgres.promote();
    }

    /** Each run of the archiver starts its command anew, as PostgreSQL does. */
    void runArchiver() {
        postgres.runArchiver(1 + dice.nextInt(8), (path, file) -> {
            ArchiveDecision decision = decide(path, file);
            lastAnswer = decision.toString();
            if (decision.letsGo()) {
                invariants.letGo(file, decision);
            }
            return decision.letsGo();
        });
    }

    /** What cannot even begin is a failure, too: the command line ends with one, and PostgreSQL asks again. */
    private ArchiveDecision decide(HostPath path, WalFileName file) {
        decisions++;
        try {
            return gate().decide(path, file.text());
        } catch (RegistryUnreachableException e) {
            return new ArchiveDecision.Unknown("registry", String.valueOf(e.getMessage()));
        }
    }

    private ArchiveGate gate() {
        ArchiveGate.Builder gate = ArchiveGate.builder(
                        registryOn(homeFromPrimary), primary.host().files(), () -> now)
                .policy(policy);
        if (overflows) {
            gate.backlog(() -> new Backlog(
                    postgres.waiting().size(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty()));
        }
        return (gateCleansUp ? gate.cleaningUp() : gate).build();
    }

    /** The registry, as it is seen from a machine. */
    private WalSafeRegistry registryOn(Host host) {
        try {
            return conduct.registry(new WatchedRegistry(
                    new MarkerRegistry(DirectoryMarkerStore.on(host, home.directory())), invariants::isWithdrawn));
        } catch (IOException e) {
            throw new RegistryUnreachableException(
                    "the registry cannot be opened: " + e.getMessage(), "Look at the host.", e);
        }
    }

    /** The registry as whoever sits at its machine sees it. */
    WalSafeRegistry registryAtHand() {
        try {
            return new MarkerRegistry(DirectoryMarkerStore.on(home.machine().host(), home.directory()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void checkpoint() {
        postgres.checkpoint();
        if (dice.nextBoolean()) {
            postgres.writeBack();
        }
    }

    // Barman

    /** Receives the oldest file that it does not know, or at times any; what was never finished it cannot receive. */
    void stream() {
        List<WalFileName> missing = postgres.written().stream()
                .filter(file -> postgres.streams(file) && !barman.knows(file))
                .toList();
        if (!missing.isEmpty()) {
            WalFileName file = dice.oneIn(4) ? pick(missing).orElseThrow() : missing.get(0);
            postgres.read(file).ifPresent(content -> barman.stream(file, content));
        }
    }

    /** Archives one file; the hook comes after that, or is lost, or is called twice. */
    void archive() {
        pick(barman.streamed()).ifPresent(file -> {
            if (dice.oneIn(4)) {
                barman.place(file);
                return;
            }
            barman.archive(file);
            if (!dice.oneIn(4) && barman.isSafe(file)) { // told of a duplicate with other content, no hook confirms
                callHook(file);
            }
        });
    }

    void callHookAgain() {
        pick(barman.archived()).filter(barman::isSafe).ifPresent(this::callHook);
    }

    private void callHook(WalFileName file) {
        try {
            if (hook == Hook.READING) {
                readingHook(file);
            } else if (hook == Hook.TOUCHING) {
                registryOn(homeFromBackup).confirm(Confirmation.unattested(file));
            }
        } catch (WalSafeException lost) {
            lastPass = lost.toString(); // nobody repeats it
        }
    }

    private void readingHook(WalFileName file) {
        new BarmanHook(
                        backup.host(),
                        registryOn(homeFromBackup),
                        "backup",
                        () -> now,
                        BarmanHook.WhenUnreachable.LEAVE_TO_RECONCILER)
                .run(Map.of(
                        "BARMAN_HOOK", "archive_retry_script",
                        "BARMAN_PHASE", "post",
                        "BARMAN_RETRY", "1",
                        "BARMAN_ERROR", "",
                        "BARMAN_SERVER", "main",
                        "BARMAN_SEGMENT", file.text(),
                        "BARMAN_FILE", Places.of(file).archived().value()));
    }

    /** Deletes what PostgreSQL has let go for good. */
    void purge() {
        pick(barman.archived())
                .filter(file -> !(file instanceof TimelineHistoryName) && !postgres.mayComeBack(file))
                .ifPresent(barman::purge);
    }

    // the reconciler

    void reconcile() throws InterruptedException {
        pass();
    }

    /** One pass, or none where something could not be reached; the next one makes it good. */
    Optional<ReconcileReport> pass() throws InterruptedException {
        try {
            Reconciler once = reconciler.orElseGet(() -> new Reconciler(config()));
            reconciler = Optional.of(once);
            ReconcileReport report = once.reconcile();
            lastPass = report.toString();
            return Optional.of(report);
        } catch (WalSafeException unreachable) {
            lastPass = unreachable.toString();
            return Optional.empty();
        }
    }

    void restartReconciler() {
        reconciler = Optional.empty();
    }

    private ReconcilerConfig config() {
        return ReconcilerConfig.of(
                        new ArchiveStatusDirectory(primaryFromAfar, SimulatedCluster.DATA, () -> now),
                        conduct.archive(new CatalogueArchive(
                                backup.host(),
                                new BarmanCatalogue(backup.host(), SimulatedBarman.HOME),
                                conduct.durability())),
                        registryOn(homeFromBackup))
                .withRules(RULES)
                .withTime(() -> now);
    }

    // faults

    void primaryDiesSoon() {
        primary.dieAfter(dice.nextInt(MOST_STEPS_TO_DEATH), death());
    }

    void backupDiesSoon() {
        backup.dieAfter(dice.nextInt(MOST_STEPS_TO_DEATH), death());
    }

    void primaryDiesAfter(int steps, CrashChoice kept) {
        primary.dieAfter(steps, kept);
    }

    void backupDiesAfter(int steps, CrashChoice kept) {
        backup.dieAfter(steps, kept);
    }

    void primaryDies() {
        primary.die(death());
    }

    void backupDies() {
        backup.die(death());
    }

    /** How often a machine has died. */
    int deaths() {
        return primary.deaths() + backup.deaths();
    }

    int backupDeaths() {
        return backup.deaths();
    }

    /** The power is cut, or only what runs there is killed. */
    private CrashChoice death() {
        return dice.nextBoolean() ? CrashChoice.random(dice) : CrashChoice.LOSES_NOTHING;
    }

    void networkChanges() {
        faultsPerThousand = dice.nextBoolean() ? 0 : dice.nextInt(300);
    }

    /** Another cluster's marker stands where a segment's will. */
    void leaveForeignMarker() {
        SegmentName next = postgres.current();
        if (registryAtHand().lookup(next) instanceof Lookup.NotConfirmed) {
            conflicts.add(next);
            registryAtHand().confirm(foreign(next));
        }
    }

    static Confirmation foreign(SegmentName segment) {
        return Confirmation.attested(segment, Evidence.NONE.withSystemIdentifier(FOREIGN));
    }

    /** Somebody removes a marker by hand. */
    void loseMarker() {
        pick(postgres.old())
                .filter(file -> file instanceof SegmentName && !conflicts.contains(file))
                .ifPresent(file -> registryAtHand().withdraw(file));
    }

    // the end

    /** However it went: once the faults end and everybody does their work, nothing is stuck or piles up. */
    void assertThatItHeals() throws InterruptedException {
        dice.takeUp(Schedule.MOST_STEPS); // not as the world began: the names of unfinished files would come again
        invariants.checkCauses();
        faultsPerThousand = 0;
        primary.live();
        backup.live();
        conflicts.forEach(registryAtHand()::withdraw); // which only a person may do
        conflicts.clear();
        barman.discardTorn().forEach(registryAtHand()::withdraw); // and so this: a history may be torn at a line's end
        reconciler.ifPresent(Reconciler::forget); // as it does at times
        now = now.plus(Duration.ofDays(2));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i <= MARKERS_KEPT; i++) {
                happen(Event.FINISH_SEGMENT);
            }
            happen(Event.CHECKPOINT);
            everythingIsArchived();
            happen(Event.RECONCILE);
            postgres.writeBack();
            while (!postgres.waiting().isEmpty()) {
                int before = postgres.waiting().size();
                happen(Event.RUN_ARCHIVER);
                if (postgres.waiting().size() == before) {
                    throw new AssertionError(postgres.waiting() + " waits for ever; " + lastAnswer + "; " + lastPass);
                }
            }
            happen(Event.CHECKPOINT);
        }
        while (pass().map(report -> report.withdrawn() > 0).orElse(false)) {
            invariants.check();
        }
        invariants.checkCauses();
        invariants.checkBounds();
    }

    /** Barman catches up; what it cannot receive by streaming, a person pushes. */
    private void everythingIsArchived() {
        for (WalFileName file : postgres.waiting()) {
            if (!(file instanceof PartialSegmentName)) {
                postgres.read(file).ifPresent(content -> barman.stream(file, content));
            }
        }
        barman.streamed().forEach(barman::archive);
    }

    private <T> Optional<T> pick(List<T> from) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(dice.nextInt(from.size())));
    }
}
