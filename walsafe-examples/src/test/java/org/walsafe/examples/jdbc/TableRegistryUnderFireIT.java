package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.jdbc.TableMarkerStore;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/** Eight writers and eight readers, their sessions killed at random, the database crashed in between. */
class TableRegistryUnderFireIT {

    private static final int THREADS = 8;
    private static final int FILES = 400;

    private final Set<SegmentName> recorded = ConcurrentHashMap.newKeySet();
    private final AtomicInteger recordings = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean(true);

    @Test
    void losesNothingThatItReportedAndReportsNothingTwice() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS);
        try (TestServer server = TestServer.start(PostgresRelease.V18_6);
                Database owner = server.asSuperuser()) {
            new RegistrySchema(owner, RegistryTable.DEFAULT).install();
            server.createRole("worker", "");
            server.postgres()
                    .execute(
                            "GRANT USAGE ON SCHEMA walsafe TO worker; GRANT ALL ON ALL TABLES IN SCHEMA walsafe TO worker");
            try (Database database = server.as("worker");
                    WalSafeRegistry registry = new MarkerRegistry(
                            TableMarkerStore.in(database, RegistryTable.DEFAULT, new SystemIdentifier(7)))) {
                List<Future<?>> work = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    work.add(threads.submit(writer(registry, i)));
                }
                List<Future<?>> reading = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    reading.add(threads.submit(reader(registry, i)));
                }
                for (int shot = 0; shot < 30; shot++) {
                    killOne(server);
                    if (shot == 15) {
                        server.postgres().stop(ShutdownMode.IMMEDIATE);
                        server.postgres().start();
                    }
                }
                for (Future<?> writer : work) {
                    writer.get(90, TimeUnit.SECONDS);
                }
                writing.set(false);
                for (Future<?> reader : reading) {
                    reader.get(90, TimeUnit.SECONDS);
                }

                assertThat(lost).as("confirmations reported and then not found").hasValue(0);
                for (int number = 0; number < FILES; number++) {
                    assertThat(registry.lookup(segment(number))).isInstanceOf(Lookup.Confirmed.class);
                }
                assertThat(recordings.get()).isLessThanOrEqualTo(FILES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Confirms every file, as all the others do; a failure is tried again. */
    private Callable<Void> writer(WalSafeRegistry registry, int number) {
        return () -> {
            Random random = new Random(number);
            for (int next = 0; next < FILES; ) {
                SegmentName first = segment(next);
                SegmentName second = segment(Math.min(FILES - 1, next + random.nextInt(3)));
                try {
                    for (ConfirmOutcome outcome : registry.confirmAll(
                            List.of(Confirmation.unattested(first), Confirmation.unattested(second)))) {
                        assertThat(outcome).isNotInstanceOf(ConfirmOutcome.Conflict.class);
                        recordings.addAndGet(outcome instanceof ConfirmOutcome.Recorded ? 1 : 0);
                    }
                    recorded.add(first);
                    next++;
                } catch (RegistryUnreachableException tryAgain) {
                    Thread.onSpinWait();
                }
            }
            return null;
        };
    }

    /** What was reported is there, or the database is out of reach; it is never denied. */
    private Callable<Void> reader(WalSafeRegistry registry, int number) {
        return () -> {
            Random random = new Random(1000 + number);
            while (writing.get()) {
                SegmentName file = segment(random.nextInt(FILES));
                boolean reported = recorded.contains(file);
                if (registry.lookup(file) instanceof Lookup.NotConfirmed && reported) {
                    lost.incrementAndGet();
                }
            }
            return null;
        };
    }

    private static void killOne(TestServer server) {
        try {
            server.postgres()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'worker'"
                            + " ORDER BY random() LIMIT 3");
        } catch (SQLException busy) {
            Thread.onSpinWait();
        }
    }

    private static SegmentName segment(int number) {
        return new SegmentName(TimelineId.FIRST, number >>> 8, number & 0xFF);
    }
}
