package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.SegmentSize;

/** WAL that is received while the server writes, and either side ends now and then, is the server's, byte for byte. */
@RequiresRealPart({"pg_receivewal"})
class ReceiverUnderLoadIT {

    private static final int KILLS = 30;
    private static final long MEMORY = 128L << 20;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V9_6_24", "V12_22", "V15_19", "V18_6"})
    void receivesAllThatIsWrittenAsPgReceivewalDoes(PostgresRelease release) throws Exception {
        ReceivedDirectory ours = directory("ours");
        ReceivedDirectory theirs = directory("theirs");
        Load load = Load.on(release);
        try (TestServer server = TestServer.start(load.server(release))) {
            EmbeddedPostgres postgres = server.postgres();
            ReceiverConfig config = ReceiverConfig.of(server.sourceOf(postgres), ours.path())
                    .withTimes(Duration.ofSeconds(1), Duration.ofMillis(300));
            Optional<Process> peer = release == PostgresRelease.V15_19
                    ? Optional.of(pgReceivewal(server, theirs.path()))
                    : Optional.empty();
            String last;
            try (WalWriter writer = WalWriter.start(postgres)) {
                receive(config, ours, load.segments() / 4);
                try (RunningReceiver receiver = RunningReceiver.start(config)) {
                    ours.awaitSegments(load.segments() / 2);
                    postgres.stop(ShutdownMode.FAST);
                    postgres.start();
                    ours.awaitSegments(load.segments() * 3 / 4);
                    postgres.stop(ShutdownMode.IMMEDIATE);
                    postgres.start();
                    ours.awaitSegments(load.segments());
                    writer.end();
                    last = postgres.switchSegment();
                    ours.await(last);
                    receiver.awaitStreaming();
                }
                if (peer.isPresent()) {
                    theirs.await(last);
                    peer.get().destroy();
                    peer.get().waitFor();
                    assertThat(theirs.segments())
                            .containsAll(
                                    ours.segments().tailSet(theirs.segments().first()));
                    theirs.assertIdenticalWith(postgres);
                }
            }
            assertThat(ours.segments())
                    .hasSizeGreaterThanOrEqualTo(load.segments())
                    .contains(last);
            ours.assertWithoutGap(load.size());
            ours.assertIdenticalWith(postgres);
        }
    }

    @Test
    void goesOnWhicheverSideIsKilledHoweverOften() throws Exception {
        ReceivedDirectory received = directory("received");
        Load load = Load.on(PostgresRelease.V18_6);
        try (TestServer server = TestServer.start(load.server(PostgresRelease.V18_6));
                WalWriter writer = WalWriter.start(server.postgres())) {
            EmbeddedPostgres postgres = server.postgres();
            WalsafeProcess receiver = receive(server, received.path());
            try {
                for (int kill = 0; kill < KILLS; kill++) {
                    received.awaitSegments(received.segments().size() + 2);
                    if (kill % 2 == 0) {
                        receiver.close();
                        receiver = receive(server, received.path());
                    } else {
                        postgres.stop(ShutdownMode.KILL);
                        postgres.start();
                    }
                }
                writer.end();
                String last = postgres.switchSegment();
                received.await(last);
                assertThat(receiver.peakBytes()).isLessThan(MEMORY);
                assertThat(receiver.terminate()).isZero();
                assertThat(receiver.output()).contains("segments on disk").doesNotContain(postgres.password());
            } finally {
                receiver.close();
            }
            received.assertWithoutGap(load.size());
            received.assertIdenticalWith(postgres);
        }
    }

    /** How much a release is made to write: little segments where initdb lets choose their size. */
    private record Load(SegmentSize size, int segments) {

        static Load on(PostgresRelease release) {
            return release.isAtLeast(PostgresRelease.V12_22)
                    ? new Load(SegmentSize.SMALLEST, 200)
                    : new Load(SegmentSize.DEFAULT, 20);
        }

        /** One that keeps all that it writes. */
        EmbeddedPostgresBuilder server(PostgresRelease release) {
            EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder(release);
            if (release.isAtLeast(PostgresRelease.V12_22)) {
                builder.segmentMegabytes(1);
            }
            return release.isAtLeast(PostgresRelease.V15_19)
                    ? builder.setting("wal_keep_size", "4GB")
                    : builder.setting("wal_keep_segments", "4000");
        }
    }

    private ReceivedDirectory directory(String name) throws IOException {
        return new ReceivedDirectory(Files.createDirectory(temporary.resolve(name)));
    }

    /** A receiver's whole life, which ends in the midst of a segment. */
    private static void receive(ReceiverConfig config, ReceivedDirectory received, int segments) {
        try (RunningReceiver receiver = RunningReceiver.start(config)) {
            receiver.awaitStreaming();
            received.awaitSegments(segments);
        }
    }

    private WalsafeProcess receive(TestServer server, Path directory) throws IOException {
        return WalsafeProcess.start(
                Map.of("PGPASSFILE", server.passwordFile(temporary).toString()),
                List.of(
                        "receive",
                        "--from",
                        server.urlWithoutPassword(),
                        "--directory",
                        directory.toString(),
                        "--status-interval",
                        "1",
                        "--retry-pause",
                        "1"));
    }

    private Process pgReceivewal(TestServer server, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        RealParts.path("pg_receivewal").toString(),
                        "--host=127.0.0.1",
                        "--port=" + server.postgres().port(),
                        "--username=" + EmbeddedPostgres.SUPERUSER,
                        "--no-password",
                        "--directory=" + directory)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("pg_receivewal.log").toFile());
        builder.environment().put("PGPASSWORD", server.postgres().password());
        Process process = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            try (var entries = Files.list(directory)) {
                return entries.findAny().isPresent();
            }
        });
        return process;
    }
}
