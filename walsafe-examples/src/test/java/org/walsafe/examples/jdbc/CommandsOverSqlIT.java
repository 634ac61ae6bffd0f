package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SystemIdentifier;

/** The commands that need only a database connection, as an operator runs them. */
class CommandsOverSqlIT {

    private static final int NO = 1;
    private static final int REFUSED = 2;
    private static final int UNKNOWN = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V18_6"})
    void receiveEndsWithAnAlarmWhereTheServerHasRemovedWhatComesNext(PostgresRelease release) throws Exception {
        Path directory = Files.createDirectory(temporary.resolve("received"));
        try (TestServer server = TestServer.start(keepingNothing(release))) {
            EmbeddedPostgres postgres = server.postgres();
            List<String> words = List.of(
                    "receive",
                    "--from",
                    server.urlWithoutPassword(),
                    "--directory",
                    directory.toString(),
                    "--retry-pause",
                    "1");
            try (WalsafeProcess receiver = start(server, words)) {
                await().atMost(PATIENCE).until(() -> postgres.query(
                                "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
                        .equals("1"));
                String first = postgres.switchSegment();
                await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(first)));
                assertThat(receiver.terminate()).isZero();
                assertThat(receiver.output()).contains("1 segments on disk");
            }
            String missed = postgres.switchSegment();
            for (int i = 0; postgres.walFiles().contains(missed); i++) {
                assertThat(i).as("switches until " + missed + " is gone").isLessThan(10);
                postgres.switchSegment();
                postgres.checkpoint();
            }

            assertThat(run(REFUSED, server, words)).contains("gap", "has already been removed", "replication slot");

            assertThat(run(REFUSED, server, words)).contains("gap");
            assertThat(directory.resolve(missed)).doesNotExist();
        }
    }

    private static EmbeddedPostgresBuilder keepingNothing(PostgresRelease release) {
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder(release);
        return release.isAtLeast(PostgresRelease.V18_6)
                ? builder.setting("wal_keep_size", "0").setting("min_wal_size", "32MB")
                : builder.setting("wal_keep_segments", "0");
    }

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V12_22", "V18_6"})
    void reconcileConfirmsOverSqlWhatTheServerWaitsFor(PostgresRelease release) throws Exception {
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        try (TestServer server = TestServer.start(
                EmbeddedPostgres.builder(release).setting("archive_mode", "on").setting("archive_command", "false"))) {
            EmbeddedPostgres postgres = server.postgres();
            String held = postgres.switchSegment();
            String missing = postgres.switchSegment();
            Files.copy(postgres.walDirectory().resolve(held), archive.resolve(held));
            assertThat(run(0, server, List.of("registry", "create", "--json", server.urlWithoutPassword())))
                    .contains("\"before\":0", "\"version\":1");
            String registry = server.urlWithoutPassword() + "&walsafe.cluster=" + cluster(postgres, held);
            List<String> words = List.of(
                    "reconcile",
                    "--primary",
                    server.urlWithoutPassword(),
                    "--archive",
                    archive.toString(),
                    "--registry",
                    registry,
                    "--identical");

            assertThat(run(NO, server, words)).contains(missing);

            assertThat(run(0, server, List.of("show", "--registry", registry, held)))
                    .contains("identical");
            Files.copy(postgres.walDirectory().resolve(missing), archive.resolve(missing));
            run(0, server, words);
            assertThat(run(0, server, List.of("list", "--registry", registry))).contains(held, missing);

            postgres.stop(ShutdownMode.FAST);
            assertThat(run(UNKNOWN, server, words)).contains("Check that the server runs");
        }
    }

    private static SystemIdentifier cluster(EmbeddedPostgres postgres, String segment) throws IOException {
        try (InputStream content = Files.newInputStream(postgres.walDirectory().resolve(segment))) {
            return SegmentHeader.parse(content.readNBytes(SegmentHeader.MINIMUM_BYTES))
                    .systemIdentifier();
        }
    }

    @Test
    void registryCreateIsHarmlessAgainAndSaysWhatItCannotDo() throws Exception {
        try (TestServer server = TestServer.start(PostgresRelease.V18_6)) {
            List<String> words = List.of("registry", "create", "--schema", "fleet", server.urlWithoutPassword());
            assertThat(run(0, server, words)).isEqualTo("the registry tables in schema fleet are of version 1 now\n");
            assertThat(run(0, server, words)).contains("already");
            server.createRole("guest", "");
            assertThat(run(UNKNOWN, server, List.of("registry", "create", server.urlWithoutPassword("guest"))))
                    .contains("permission denied");
            server.postgres().execute("INSERT INTO fleet.schema_version VALUES (99)");
            assertThat(run(REFUSED, server, words)).contains("99");
            assertThat(run(REFUSED, server, List.of("registry", "create", "--schema", "No;", "jdbc:postgresql://pg/x")))
                    .contains("schema");
            server.postgres().stop(ShutdownMode.FAST);
            assertThat(run(UNKNOWN, server, words)).contains("Check that the server runs");
        }
    }

    @Test
    void doctorEndsAsMonitoringExpects() throws Exception {
        try (TestServer server = TestServer.start(EmbeddedPostgres.builder(PostgresRelease.V18_6)
                .setting("archive_mode", "on")
                .setting("archive_command", "/bin/true"))) {
            List<String> words = List.of("doctor", "--server", server.urlWithoutPassword());
            assertThat(run(2, server, words)).contains("CRITICAL archive-command:");
            assertThat(run(2, server, List.of("doctor", "--server", server.urlWithoutPassword(), "--json")))
                    .contains("\"check\":\"archive-command\"", "\"severity\":\"CRITICAL\"");
            server.postgres().stop(ShutdownMode.FAST);
            assertThat(run(3, server, words)).contains("Check that the server runs");
            assertThat(run(3, server, List.of("doctor", "--server", server.urlWithoutPassword(), "--nagios")))
                    .startsWith("WALSAFE UNKNOWN");
        }
    }

    private String run(int status, TestServer server, List<String> words) throws Exception {
        try (WalsafeProcess process = start(server, words)) {
            assertThat(process.awaitEnd()).as(words + ": " + process.output()).isEqualTo(status);
            return process.output();
        }
    }

    private WalsafeProcess start(TestServer server, List<String> words) throws Exception {
        return WalsafeProcess.start(
                Map.of("PGPASSFILE", server.passwordFile(temporary).toString()), words);
    }
}
