package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.receive.ForeignServerException;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.ReplicationSource;
import org.walsafe.jdbc.receive.SlotName;
import org.walsafe.jdbc.receive.WalGapException;
import org.walsafe.jdbc.receive.WalReceiver;
import org.walsafe.metrics.micrometer.MicrometerMetrics;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/** WAL received from real servers is theirs, byte for byte. */
class WalReceiverIT {

    private static final SlotName SLOT = new SlotName("walsafe");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V9_6_24", "V15_19", "V18_6"})
    void receivesWhatTheServerWritesThroughRestartsOfBoth(PostgresRelease release) throws Exception {
        try (TestServer server = TestServer.start(keepingWal(release))) {
            EmbeddedPostgres postgres = server.postgres();
            ReceiverConfig config = config(server);
            String last = "";
            for (int round = 0; round < 4; round++) {
                try (RunningReceiver receiver = RunningReceiver.start(config)) {
                    receiver.awaitStreaming();
                    postgres.switchSegment();
                    if (round == 1) {
                        postgres.stop(ShutdownMode.IMMEDIATE);
                        postgres.start();
                    } else if (round == 2) {
                        postgres.stop(ShutdownMode.FAST);
                        postgres.start();
                    }
                    last = postgres.switchSegment();
                    Path complete = directory.resolve(last);
                    await().atMost(PATIENCE).until(() -> Files.exists(complete));
                }
            }
            NavigableSet<String> received = complete();
            assertThat(received).hasSizeGreaterThanOrEqualTo(8).contains(last);
            assertIdentical(postgres, received);
            assertWithoutGap(received);
        }
    }

    @Test
    void goesOnWhereItWasHoweverOftenItIsCutOff() throws Exception {
        try (TestServer server = TestServer.start(keepingWal(PostgresRelease.V15_19))) {
            EmbeddedPostgres postgres = server.postgres();
            postgres.execute("CREATE TABLE load (filler text)");
            ReceiverConfig config = config(server);
            for (int cut = 0; cut < 30; cut++) {
                try (RunningReceiver receiver = RunningReceiver.start(config)) {
                    postgres.execute(
                            "INSERT INTO load SELECT repeat(md5(i::text), 30) FROM generate_series(1, 5000) i");
                    receiver.awaitStreaming();
                }
            }
            String last = postgres.switchSegment();
            try (RunningReceiver receiver = RunningReceiver.start(config)) {
                receiver.awaitStreaming();
                await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(last)));
            }
            assertIdentical(postgres, complete());
            assertWithoutGap(complete());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V12_22", "V18_6"})
    void followsAStandbyThatIsPromoted(PostgresRelease release) throws Exception {
        try (TestServer server = TestServer.start(keepingWal(release))) {
            EmbeddedPostgres primary = server.postgres();
            primary.stop(ShutdownMode.FAST);
            try (EmbeddedPostgres standby = primary.createStandby()) {
                primary.start();
                standby.start();
                try (RunningReceiver receiver = RunningReceiver.start(config(server.sourceOf(standby)))) {
                    receiver.awaitStreaming();
                    String onFirst = primary.switchSegment();
                    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(onFirst)));

                    standby.promote();
                    String onSecond = standby.switchSegment();

                    assertThat(onSecond).startsWith("00000002");
                    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(onSecond)));
                }
                assertThat(directory.resolve("00000002.history"))
                        .hasSameBinaryContentAs(standby.walDirectory().resolve("00000002.history"));
                assertIdentical(standby, complete());
            }
        }
    }

    @Test
    void missesNothingWhileASlotKeepsWalAndLetsItGoAfterwards() throws Exception {
        try (TestServer server = TestServer.start(
                EmbeddedPostgres.builder(PostgresRelease.V15_19).setting("max_replication_slots", "2"))) {
            EmbeddedPostgres postgres = server.postgres();
            ReceiverConfig config = config(server).withSlot(SLOT);
            try (WalReceiver creator = new WalReceiver(config)) {
                creator.createSlot();
                creator.createSlot();
            }
            String first = postgres.switchSegment();
            for (int i = 0; i < 4; i++) {
                postgres.switchSegment();
                postgres.checkpoint();
            }
            try (RunningReceiver receiver = RunningReceiver.start(config)) {
                receiver.awaitStreaming();
                String last = postgres.switchSegment();
                await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(last)));
                assertThat(complete()).contains(first, last);
                assertWithoutGap(complete());
                await().atMost(PATIENCE).until(() -> postgres.query(
                                "SELECT pg_walfile_name(restart_lsn) > '" + first + "' FROM pg_replication_slots")
                        .equals("t"));
            }
        }
    }

    @Test
    void answersAServerThatShutsDownAndPassesForNoSynchronousStandby() throws Exception {
        try (TestServer server = TestServer.start(keepingWal(PostgresRelease.V18_6))) {
            EmbeddedPostgres postgres = server.postgres();
            ReceiverConfig seldom = config(server).withTimes(Duration.ofHours(1), Duration.ofMillis(300));
            try (RunningReceiver receiver = RunningReceiver.start(seldom)) {
                receiver.awaitStreaming();
                String segment = postgres.switchSegment();
                await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(segment)));
                await().atMost(PATIENCE).until(() -> postgres.query(
                                "SELECT write_lsn >= pg_current_wal_lsn() - 4096::numeric FROM pg_stat_replication")
                        .equals("t"));
                assertThat(postgres.query("SELECT flush_lsn IS NULL FROM pg_stat_replication"))
                        .isEqualTo("t");

                long begin = System.nanoTime();
                postgres.stop(ShutdownMode.FAST);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void callsAGapAGap() throws Exception {
        try (TestServer server = TestServer.start(EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .setting("wal_keep_size", "0")
                .setting("wal_recycle", "off")
                .setting("min_wal_size", "32MB"))) {
            EmbeddedPostgres postgres = server.postgres();
            try (RunningReceiver receiver = RunningReceiver.start(config(server))) {
                receiver.awaitStreaming();
                String first = postgres.switchSegment();
                await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(first)));
            }
            for (int i = 0; i < 3; i++) {
                postgres.switchSegment();
                postgres.checkpoint();
            }
            try (RunningReceiver receiver = RunningReceiver.start(config(server))) {
                assertThatThrownBy(receiver::awaitEnd)
                        .isInstanceOf(WalGapException.class)
                        .hasMessageContaining("has already been removed");
            }
        }
    }

    @Test
    void mixesNoClusters() throws Exception {
        try (TestServer one = TestServer.start(PostgresRelease.V15_19);
                TestServer other = TestServer.start(PostgresRelease.V15_19)) {
            try (RunningReceiver receiver = RunningReceiver.start(config(one))) {
                receiver.awaitStreaming();
                String segment = one.postgres().switchSegment();
                await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(segment)));
            }
            try (RunningReceiver receiver = RunningReceiver.start(config(other))) {
                assertThatThrownBy(receiver::awaitEnd)
                        .isInstanceOf(ForeignServerException.class)
                        .hasMessageContaining(directory.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = WalCodec.class,
            names = {"GZIP", "LZ4", "ZSTD"})
    void compressesAndConfirms(WalCodec codec) throws Exception {
        WalSafeRegistry registry = new MarkerRegistry(new InMemoryMarkerStore());
        MeterRegistry meters = new SimpleMeterRegistry();
        try (TestServer server = TestServer.start(keepingWal(PostgresRelease.V18_6));
                RunningReceiver receiver = RunningReceiver.start(config(server)
                        .compressing(codec)
                        .confirmingIn(registry)
                        .measuredBy(new MicrometerMetrics(meters, Tags.empty())))) {
            receiver.awaitStreaming();
            String segment = server.postgres().switchSegment();
            WalFileName name = WalFileName.parse(segment);
            await().atMost(PATIENCE).until(() -> registry.lookup(name) instanceof Lookup.Confirmed);

            Evidence evidence = ((Lookup.Confirmed) registry.lookup(name))
                    .confirmation()
                    .evidence()
                    .orElseThrow();
            byte[] original =
                    Files.readAllBytes(server.postgres().walDirectory().resolve(segment));
            assertThat(evidence.kind()).hasValue(EvidenceKind.RECEIVED);
            assertThat(evidence.size()).hasValue(original.length);
            assertThat(evidence.sha256()).hasValue(Sha256.of(original));
            assertThat(meters.get("walsafe.receive.segments").counter().count()).isPositive();
            await().until(() -> meters.get("walsafe.confirmed").counter().count() > 0);
            assertThat(meters.get("walsafe.receive.lag").gauge().value()).isZero();
            Path stored = only(segment);
            assertThat(Files.size(stored)).isLessThan(original.length);
            try (InputStream in = Files.newInputStream(stored);
                    InputStream decoded = DecodingStream.open(in, "stored", 1 << 30)) {
                assertThat(decoded.readAllBytes()).isEqualTo(original);
            }
        }
    }

    private ReceiverConfig config(TestServer server) {
        return config(server.sourceOf(server.postgres()));
    }

    private ReceiverConfig config(ReplicationSource source) {
        return ReceiverConfig.of(source, directory).withTimes(Duration.ofSeconds(1), Duration.ofMillis(300));
    }

    private static EmbeddedPostgresBuilder keepingWal(PostgresRelease release) {
        boolean bySize = release.isAtLeast(PostgresRelease.V15_19);
        return EmbeddedPostgres.builder(release)
                .setting(bySize ? "wal_keep_size" : "wal_keep_segments", bySize ? "2GB" : "128");
    }

    /** The segments that are complete, without the suffix of a compression. */
    private NavigableSet<String> complete() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            NavigableSet<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9A-F]{24}"))
                    .forEach(names::add);
            return names;
        }
    }

    private Path only(String segment) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Optional<Path> stored = files.filter(
                            file -> file.getFileName().toString().startsWith(segment))
                    .findFirst();
            return stored.orElseThrow();
        }
    }

    private void assertIdentical(EmbeddedPostgres server, NavigableSet<String> segments) {
        for (String segment : segments) {
            assertThat(directory.resolve(segment))
                    .hasSameBinaryContentAs(server.walDirectory().resolve(segment));
        }
    }

    private static void assertWithoutGap(NavigableSet<String> segments) {
        long first = Long.parseLong(segments.first().substring(8), 16);
        long last = Long.parseLong(segments.last().substring(8), 16);
        assertThat(last - first + 1).as(segments.toString()).isEqualTo(segments.size());
    }
}
