package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.StoredMarker;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

@Timeout(60)
class ReconcileLoopTest {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000003");

    private static final SegmentName NEXT = SegmentName.parse("000000010000000000000004");

    private final InMemoryPrimary primary = new InMemoryPrimary();
    private final InMemoryArchive archive = new InMemoryArchive();
    private final InMemoryMarkerStore markers = new InMemoryMarkerStore();
    private final WalSafeRegistry registry = new MarkerRegistry(markers);
    private final ScriptedWakeUp wakeUp = new ScriptedWakeUp();
    private final FakeLock lock = new FakeLock();
    private final List<ReconcileState> states = new CopyOnWriteArrayList<>();
    private final KeptLog log = new KeptLog();
    private final AtomicLong nanos = new AtomicLong();
    private Duration passTime = Duration.ZERO;
    private Instant now = InMemoryPrimary.NOW;

    /** Says between the turns what happens, without waiting for anything; after the last it closes the loop. */
    private static final class ScriptedWakeUp implements WakeUp {

        private final List<IntConsumer> script = new ArrayList<>();
        private final List<String> waits = new ArrayList<>();
        private boolean closed;

        void then(Runnable event) {
            script.add(turn -> event.run());
        }

        @Override
        public Cause await(Duration timeout) {
            return next("await " + timeout.toSeconds());
        }

        @Override
        public Cause pause(Duration time) {
            return next("pause " + time.toSeconds());
        }

        private Cause next(String wait) {
            waits.add(wait);
            if (waits.size() > script.size()) {
                return Cause.CLOSED;
            }
            script.get(waits.size() - 1).accept(waits.size());
            return Cause.TIMEOUT;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class FakeLock implements RegistryLock {

        private Optional<String> owner = Optional.empty();
        private Optional<IOException> failure = Optional.empty();
        private boolean closed;

        @Override
        public LockState hold() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return owner.<LockState>map(LockState.HeldByAnother::new).orElseGet(LockState.Held::new);
        }

        @Override
        public void close() {
            assertThat(Thread.currentThread().isInterrupted())
                    .as("an interrupted thread could not give the lock back")
                    .isFalse();
            closed = true;
        }
    }

    @Test
    void confirmsWhatArrivesBetweenItsPasses() {
        finishAndArchive(SEGMENT);
        wakeUp.then(() -> {
            assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
            finishAndArchive(NEXT);
        });

        ReconcileStatus status = run();

        assertThat(registry.lookup(NEXT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(status.passes()).isEqualTo(2);
        assertThat(status.confirmed()).isEqualTo(2);
        assertThat(wakeUp.waits).containsExactly("await 5", "await 5");
        assertThat(log.infos())
                .filteredOn(line -> line.contains("confirmed 1,"))
                .hasSize(2);
    }

    @Test
    void endsWithEverythingClosedAndSaysSo() {
        run();

        assertThat(wakeUp.closed).isTrue();
        assertThat(lock.closed).isTrue();
        assertThat(states).containsExactly(ReconcileState.STARTING, ReconcileState.WORKING, ReconcileState.STOPPED);
    }

    @Test
    void outlivesTheAbsenceOfPostgresqlWithOneWarningAndEverLongerWaits() {
        finishAndArchive(SEGMENT);
        primary.failure = Optional.of(new IOException("no route to host"));
        for (int i = 0; i < 5; i++) {
            wakeUp.then(() -> {});
        }
        wakeUp.then(() -> primary.failure = Optional.empty());

        ReconcileStatus status = run();

        assertThat(wakeUp.waits)
                .containsExactly("pause 5", "pause 10", "pause 20", "pause 40", "pause 60", "pause 60", "await 5");
        assertThat(log.warnings()).singleElement().asString().contains("PostgreSQL is away", "no route to host");
        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(status.lastFailure().orElseThrow().state()).isEqualTo(ReconcileState.PRIMARY_AWAY);
        assertThat(states)
                .containsSubsequence(ReconcileState.PRIMARY_AWAY, ReconcileState.WORKING, ReconcileState.STOPPED);
    }

    @Test
    void countsFailuresAnewAfterAPassThatWentThrough() {
        Optional<IOException> away = Optional.of(new IOException("the registry's host is away"));
        lock.failure = away;
        wakeUp.then(() -> {});
        wakeUp.then(() -> lock.failure = Optional.empty());
        wakeUp.then(() -> lock.failure = away);

        run();

        assertThat(wakeUp.waits).containsExactly("pause 5", "pause 10", "await 5", "pause 5");
    }

    @Test
    void warnsOnceForEachChangeOfState() {
        archive.failure = Optional.of(new IOException("stale file handle"));
        primary.ready.add(SEGMENT);
        wakeUp.then(() -> {});
        wakeUp.then(() -> primary.failure = Optional.of(new IOException("no route to host")));
        wakeUp.then(() -> lock.failure = Optional.of(new IOException("permission denied")));
        wakeUp.then(() -> {});

        run();

        assertThat(log.warnings()).hasSize(3);
        assertThat(states)
                .containsSubsequence(
                        ReconcileState.ARCHIVE_AWAY, ReconcileState.PRIMARY_AWAY, ReconcileState.REGISTRY_AWAY);
    }

    @Test
    void looksAgainWhoseTheArchiveIsAfterAFailure() {
        finishAndArchive(SEGMENT);
        wakeUp.then(() -> primary.failure = Optional.of(new IOException("restarting")));
        wakeUp.then(() -> {
            primary.failure = Optional.empty();
            archive.declared = Optional.of(SystemIdentifier.parse("17"));
        });

        run();

        assertThat(states).contains(ReconcileState.FOREIGN_ARCHIVE);
    }

    @Test
    void standsByWhileAnotherHoldsTheLock() {
        finishAndArchive(SEGMENT);
        lock.owner = Optional.of("another on backup2");
        wakeUp.then(() -> {
            assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
            lock.owner = Optional.empty();
        });

        run();

        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(states).containsSubsequence(ReconcileState.STANDING_BY, ReconcileState.WORKING);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void goesOnAfterAnErrorOfItsOwn() {
        finishAndArchive(SEGMENT);
        wakeUp.then(() -> {});
        RuntimeException once = new IllegalStateException("a mistake");
        WalArchive mistaken = new ForwardingArchive(archive) {

            private boolean failed;

            @Override
            public boolean holds(WalFileName file) throws IOException {
                if (!failed) {
                    failed = true;
                    throw once;
                }
                return super.holds(file);
            }
        };

        run(reconciler(mistaken));

        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(log.warnings()).singleElement().asString().contains("a mistake");
    }

    @Test
    void withdrawsABacklogWithoutWaiting() {
        SegmentName segment = SEGMENT;
        for (int i = 0; i < 1_300; i++) {
            registry.confirm(Confirmation.unattested(segment));
            segment = InMemoryPrimary.CLUSTER.geometry().next(segment);
        }
        primary.files.put(segment, InMemoryPrimary.segment(segment));
        wakeUp.then(() -> {});

        ReconcileStatus status = run();

        assertThat(wakeUp.waits).containsExactly("await 0", "await 5");
        assertThat(status.withdrawn()).isEqualTo(1_044);
    }

    @Test
    void looksAtEverythingAgainAtTimes() {
        finishAndArchive(SEGMENT);
        wakeUp.then(() -> {});
        wakeUp.then(() -> markers.plant(
                MarkerKey.confirmation(SEGMENT), new StoredMarker.Present(MarkerContent.of(new byte[] {1}))));
        wakeUp.then(() -> {
            assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Invalid.class);
            now = now.plus(Duration.ofMinutes(10));
        });

        run();

        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
    }

    @Test
    void warnsOfAFindingOnceAndNeverOfAFileThatIsYetToCome() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        primary.finish(NEXT, InMemoryPrimary.segment(NEXT));
        archive.files.put(SEGMENT, new byte[0]);
        wakeUp.then(() -> {});
        wakeUp.then(() -> {});

        run();

        assertThat(log.warnings()).singleElement().asString().contains("UNUSABLE", SEGMENT.text());
    }

    @Test
    void aStatusThatCannotBeWrittenStopsNothing() {
        finishAndArchive(SEGMENT);
        wakeUp.then(() -> {});
        ReconcileLoop loop = new ReconcileLoop(
                config(new Reconciler(ReconcilerConfig.of(primary, archive, registry)))
                        .withStatus(status -> {
                            throw new IOException("no space left on device");
                        }),
                new LoopLog(log));

        loop.run();

        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(log.warnings()).singleElement().asString().contains("no space left on device");
    }

    @Test
    void closingEndsAWaitingLoop() throws InterruptedException {
        ReconcileLoop loop = new ReconcileLoop(ReconcileLoopConfig.of(
                        new Reconciler(ReconcilerConfig.of(primary, archive, registry)), new IntervalWakeUp())
                .withLock(lock));
        Thread thread = new Thread(loop, "reconcile");
        thread.start();
        await().until(() -> loop.status().passes() > 0);

        loop.close();
        loop.close();

        assertThat(loop.status().state()).isEqualTo(ReconcileState.STOPPED);
        thread.join();
        assertThat(lock.closed).isTrue();
    }

    @Test
    void closingEndsALongPassBeforeItsNextFile() throws InterruptedException {
        finishAndArchive(SEGMENT);
        finishAndArchive(NEXT);
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        archive.declared = Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER);
        WalArchive slow = new ForwardingArchive(archive) {
            @Override
            public Optional<StoredWalFile> open(WalFileName file) throws IOException {
                inTheMiddle.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return super.open(file);
            }
        };
        ReconcileLoop loop = new ReconcileLoop(ReconcileLoopConfig.of(
                new Reconciler(ReconcilerConfig.of(primary, slow, registry)), new IntervalWakeUp()));
        Thread thread = new Thread(loop, "reconcile");
        thread.start();
        inTheMiddle.await();
        Thread closer = new Thread(loop::close, "closer");
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);

        goOn.countDown();
        closer.join();
        thread.join();

        assertThat(loop.status().state()).isEqualTo(ReconcileState.STOPPED);
        assertThat(registry.lookup(NEXT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void anInterruptEndsTheLoopAndIsHandedOn() throws InterruptedException {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        ReconcileLoop loop = new ReconcileLoop(ReconcileLoopConfig.of(
                        new Reconciler(ReconcilerConfig.of(primary, archive, registry)), new IntervalWakeUp())
                .withLock(lock));
        Thread thread = new Thread(
                () -> {
                    loop.run();
                    interrupted.add(Thread.currentThread().isInterrupted());
                },
                "reconcile");
        thread.start();
        await().until(() -> loop.status().passes() > 0);

        thread.interrupt();
        thread.join();

        assertThat(interrupted).containsExactly(true);
        assertThat(lock.closed).isTrue();
        assertThat(loop.status().state()).isEqualTo(ReconcileState.STOPPED);
    }

    @Test
    void closingALoopThatNeverRanIsHarmless() {
        ReconcileLoop loop = new ReconcileLoop(config(new Reconciler(ReconcilerConfig.of(primary, archive, registry))));

        loop.close();
        loop.run();

        assertThat(loop.status().passes()).isZero();
    }

    @Test
    void aLongPassIsFollowedByARestAsLong() {
        finishAndArchive(SEGMENT);
        wakeUp.then(() -> {});
        passTime = Duration.ofSeconds(3);

        run();

        assertThat(wakeUp.waits).containsExactly("pause 3", "await 5");
    }

    private ReconcileStatus run() {
        return run(reconciler(archive));
    }

    private Reconciler reconciler(WalArchive from) {
        return new Reconciler(ReconcilerConfig.of(primary, from, registry), () -> nanos.getAndAdd(passTime.toNanos()));
    }

    private ReconcileStatus run(Reconciler reconciler) {
        ReconcileLoop loop = new ReconcileLoop(config(reconciler), new LoopLog(log));
        loop.run();
        return loop.status();
    }

    private ReconcileLoopConfig config(Reconciler reconciler) {
        return ReconcileLoopConfig.of(reconciler, wakeUp)
                .withLock(lock)
                .withTime(() -> now)
                .withStatus(status -> states.add(status.state()));
    }

    private void finishAndArchive(SegmentName segment) {
        byte[] content = InMemoryPrimary.segment(segment);
        primary.finish(segment, content);
        archive.files.put(segment, content);
    }
}
