package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.StoredMarker;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL with its gate, an archive, a hook, two reconcilers and whatever befalls them: the model that random histories
 * are played on. Each method is one event; those that take a choice pick by it among what is there, and do nothing when
 * there is nothing. After each event {@link #check()} holds.
 */
final class ReconcileWorld {

    static final int MARKERS_KEPT = 4;

    private static final int WITHDRAWALS_PER_PASS = 3;

    private static final int SEGMENTS_BETWEEN_CHECKPOINTS = 2;

    private final InMemoryPrimary primary = new InMemoryPrimary();
    private final InMemoryArchive archive = new InMemoryArchive();
    private final InMemoryMarkerStore markers = new InMemoryMarkerStore();
    private final WalSafeRegistry registry = new MarkerRegistry(markers);
    private final Set<WalFileName> purged = new HashSet<>();
    private final Set<WalFileName> conflicts = new HashSet<>();
    private final Deque<WalFileName> lastRemoved = new ArrayDeque<>();
    private final Deque<Runnable> plansInHand = new ArrayDeque<>();
    private final Reconciler resident = new Reconciler(config(registry));

    // just before a segment number carries over
    private SegmentName current = SegmentName.parse("000000010000000000000FFD");

    private static final TreeMap<SegmentName, byte[]> CONTENTS = new TreeMap<>();

    private static byte[] content(WalFileName file) {
        if (file instanceof BackupHistoryName) {
            return "START WAL LOCATION".getBytes(StandardCharsets.US_ASCII);
        }
        if (file instanceof TimelineHistoryName) {
            long parent = file.timeline().toLong() - 1;
            return (parent + "\t0/3000000\tno recovery target specified\n").getBytes(StandardCharsets.US_ASCII);
        }
        return CONTENTS.computeIfAbsent(file.segmentName().orElseThrow(), InMemoryPrimary::segment);
    }

    private ReconcilerConfig config(WalSafeRegistry through) {
        ReconcileRules rules = new ReconcileRules(
                EvidenceDepth.CONTENT,
                UnattestedMarkers.UPGRADE,
                FileTreatment.LEFT_ALONE,
                FileTreatment.WELCOME,
                MARKERS_KEPT,
                WITHDRAWALS_PER_PASS,
                4);
        return ReconcilerConfig.of(primary, archive, through).withRules(rules).withTime(() -> InMemoryPrimary.NOW);
    }

    // PostgreSQL

    void finishSegment() {
        primary.finish(current, content(current));
        current = InMemoryPrimary.CLUSTER.geometry().next(current);
    }

    void endBackup() {
        BackupHistoryName backup = new BackupHistoryName(current, 0x28);
        primary.finish(backup, content(backup));
    }

    void promote() {
        PartialSegmentName partial = new PartialSegmentName(current);
        primary.finish(partial, content(partial));
        TimelineId next = current.timeline().next();
        TimelineHistoryName history = new TimelineHistoryName(next);
        primary.finish(history, content(history));
        current = new SegmentName(next, current.log(), current.segment());
    }

    /** The archiver offers files in order until the gate refuses one. */
    void runArchiver() {
        for (WalFileName file : List.copyOf(primary.ready)) {
            if (!gateAccepts(file)) {
                return;
            }
            primary.ready.remove(file);
            primary.done.add(file);
        }
    }

    private boolean gateAccepts(WalFileName file) {
        if (file instanceof BackupHistoryName || file instanceof PartialSegmentName) {
            return true;
        }
        if (!(registry.lookup(file) instanceof Lookup.Confirmed confirmed)) {
            return false;
        }
        Optional<SystemIdentifier> named = confirmed.confirmation().evidence().flatMap(Evidence::systemIdentifier);
        return named.isEmpty() || named.get().equals(InMemoryPrimary.SYSTEM_IDENTIFIER);
    }

    /** Removes what is archived and no longer needed, and marks what has no status. */
    void checkpoint() {
        lastRemoved.clear();
        for (WalFileName file : List.copyOf(primary.files.keySet())) {
            Optional<SegmentName> segment = file.segmentName();
            if (segment.isEmpty() || distanceToCurrent(segment.get()) <= SEGMENTS_BETWEEN_CHECKPOINTS) {
                continue;
            }
            if (primary.done.contains(file)) {
                primary.files.remove(file);
                primary.done.remove(file);
                lastRemoved.add(file);
                assertThat(mustBeArchived(file) && !archive.durable.contains(file))
                        .as("%s was removed before it was safe in the archive", file)
                        .isFalse();
            } else {
                primary.ready.add(file);
            }
        }
        while (lastRemoved.size() > MARKERS_KEPT) {
            lastRemoved.removeFirst();
        }
    }

    private long distanceToCurrent(SegmentName segment) {
        return InMemoryPrimary.CLUSTER.geometry().distance(segment, current);
    }

    private static boolean mustBeArchived(WalFileName file) {
        return file instanceof SegmentName || file instanceof TimelineHistoryName;
    }

    /** The machine crashes: a renaming to {@code .done} is undone. */
    void undoDone(int choice) {
        pick(primary.done, choice).ifPresent(file -> {
            primary.done.remove(file);
            primary.ready.add(file);
        });
    }

    /** The machine crashes: a status is lost altogether. */
    void loseStatus(int choice) {
        pick(primary.done, choice).ifPresent(primary.done::remove);
    }

    /** The machine crashes: up to 9.6 the last removals may be undone, status files included. */
    void undoRemovals() {
        while (!lastRemoved.isEmpty()) {
            WalFileName file = lastRemoved.removeLast();
            primary.finish(file, content(file));
        }
    }

    // the archive and its hook

    void archive(int choice) {
        pick(filesThat(this::isToBeArchived), choice).ifPresent(file -> archive.files.put(file, content(file)));
    }

    private boolean isToBeArchived(WalFileName file) {
        return !archive.files.containsKey(file) && !purged.contains(file);
    }

    /** The archive's machine crashes: what nobody has flushed is gone. */
    void crashArchive() {
        archive.files.keySet().retainAll(archive.durable);
    }

    /** The archive flushes a file, and then calls the hook; one that is lost is one that is not called. */
    void runHook(int choice) {
        pick(archive.files.keySet(), choice).ifPresent(file -> {
            archive.durable.add(file);
            touch(file);
        });
    }

    /** As the oldest hook does it: {@code touch}. */
    private void touch(WalFileName file) {
        if (registry.lookup(file) instanceof Lookup.NotConfirmed) {
            registry.confirm(Confirmation.unattested(file));
        }
    }

    /**
     * Retention, or Barman's first backup. What PostgreSQL may still ask for and nobody has confirmed it does not drop: that
     * would lose a file before anybody could say that it was safe.
     */
    void purge(int choice) {
        pick(archive.files.keySet(), choice)
                .filter(file -> gateAccepts(file) || (!primary.files.containsKey(file) && !lastRemoved.contains(file)))
                .ifPresent(file -> {
                    archive.files.remove(file);
                    purged.add(file);
                });
    }

    // markers

    void loseMarker(int choice) {
        pick(archive.files.keySet(), choice)
                .filter(file -> !conflicts.contains(file))
                .ifPresent(registry::withdraw);
    }

    void tearMarker(int choice) {
        pick(archive.files.keySet(), choice)
                .filter(file -> !conflicts.contains(file))
                .ifPresent(file -> markers.plant(
                        MarkerKey.confirmation(file),
                        new StoredMarker.Present(
                                MarkerContent.of("walsafe=1\nfi".getBytes(StandardCharsets.US_ASCII)))));
    }

    /** Another cluster's marker stands where a segment's will. */
    void leaveForeignMarker() {
        SegmentName future = InMemoryPrimary.CLUSTER.geometry().next(current);
        if (registry.lookup(future) instanceof Lookup.NotConfirmed) {
            registry.confirm(foreign(future));
            conflicts.add(future);
        }
    }

    private static Confirmation foreign(WalFileName file) {
        return Confirmation.attested(file, Evidence.NONE.withSystemIdentifier(SystemIdentifier.parse("17")));
    }

    // reconciling

    void reconcile() throws InterruptedException {
        resident.reconcile();
    }

    void restartAndReconcile() throws InterruptedException {
        new Reconciler(config(registry)).reconcile();
    }

    void reconcileCutOff(int calls, CutRegistry.Moment moment) throws InterruptedException {
        try {
            new Reconciler(config(new CutRegistry(registry, calls, moment))).reconcile();
        } catch (RegistryUnreachableException expected) {
            assertThat(expected).hasMessageContaining("cut off");
        }
    }

    /** A reconciler looks, and is held up before it acts. */
    void lookOnly() {
        ReconcilerConfig config = config(registry);
        ReconcilePlan plan = new Reconciler(config).plan();
        ArchiveEvidence evidence = new ArchiveEvidence(
                archive, new ArchiveExaminer(archive, InMemoryPrimary.CLUSTER), EvidenceDepth.CONTENT);
        plansInHand.add(() -> {
            try {
                new PlanExecution(config, evidence, new Refusals(), () -> false).execute(plan);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The reconciler that was held up longest acts on what it saw then. */
    void actBelatedly() {
        if (!plansInHand.isEmpty()) {
            plansInHand.removeFirst().run();
        }
    }

    // what must hold

    void check() {
        for (WalFileName file : conflicts) {
            assertThat(registry.lookup(file))
                    .as("the conflicting marker of %s", file)
                    .isEqualTo(new Lookup.Confirmed(foreign(file)));
        }
    }

    /** However the history went: once everybody does their work again, nothing is stuck and nothing piles up. */
    void checkThatItHeals() throws InterruptedException {
        conflicts.forEach(registry::withdraw); // which only a person may do
        conflicts.clear();
        resident.forget(); // as it does at times, so that a marker torn after it was seen does not go unnoticed
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < MARKERS_KEPT; i++) {
                finishSegment();
            }
            filesThat(this::isToBeArchived).forEach(file -> archive.files.put(file, content(file)));
            reconcile();
            runArchiver();
            assertThat(primary.ready).as("files that wait for ever").isEmpty();
            checkpoint();
        }
        reconcile();
        runArchiver();
        while (resident.reconcile().withdrawalsLeft() > 0) {
            check();
        }
        assertThat(markersOfSegments()).as("markers").hasSizeLessThanOrEqualTo(primary.files.size() + 2 * MARKERS_KEPT);
        long first = markersOfSegments().stream()
                .mapToLong(file -> distanceToCurrent(file.segmentName().orElseThrow()))
                .max()
                .orElse(0);
        assertThat(first)
                .as("how far the markers reach back")
                .isLessThanOrEqualTo(SEGMENTS_BETWEEN_CHECKPOINTS + MARKERS_KEPT + 1);
    }

    private List<WalFileName> markersOfSegments() {
        List<WalFileName> files = new ArrayList<>();
        registry.list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                if (key.file().segmentName().isPresent()) {
                    files.add(key.file());
                }
            }

            @Override
            public void stranger(String name) {
                throw new AssertionError(name);
            }
        });
        return files;
    }

    private List<WalFileName> filesThat(Predicate<WalFileName> wanted) {
        return primary.files.keySet().stream().filter(wanted).toList();
    }

    private static Optional<WalFileName> pick(Collection<WalFileName> files, int choice) {
        return files.stream().skip(files.isEmpty() ? 0 : choice % files.size()).findFirst();
    }
}
