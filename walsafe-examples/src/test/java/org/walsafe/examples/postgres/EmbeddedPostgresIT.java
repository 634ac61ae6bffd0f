package org.walsafe.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedPostgresIT {

    @ForTurningPoints
    void startsStopsAndIsKilledAndLeavesNothingBehind(PostgresRelease release) throws Exception {
        Path data;
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(release).create()) {
            data = server.data();
            server.start();
            assertThat(server.query("show server_version")).startsWith(release.version());

            server.stop(ShutdownMode.FAST);
            assertThat(server.isRunning()).isFalse();
            server.start();
            server.stop(ShutdownMode.IMMEDIATE);
            server.start();
            server.stop(ShutdownMode.KILL);
            server.start();
            assertThat(server.query("select 1")).isEqualTo("1");
            server.stop(ShutdownMode.KILL);
        }

        assertThat(data.getParent()).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(data.toString())))
                .isEmpty();
    }

    @ForTurningPoints
    void runsItsArchiveCommandForEachSegment(PostgresRelease release) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(release)
                .setting("archive_mode", "on")
                .setting("archive_command", "test -e ../open")
                .create()) {
            server.start();
            String segment = server.switchSegment();
            assertThat(server.waiting()).containsExactly(segment);
            assertThat(server.walFiles()).contains(segment, "archive_status");

            Files.createFile(server.data().resolveSibling("open"));
            server.switchSegment();
            assertThat(Waiting.until(
                            Duration.ofSeconds(20), () -> server.waiting().isEmpty()))
                    .isTrue();
            assertThat(server.archived()).contains(segment);

            server.forgetArchived(segment);
            assertThat(server.waiting()).contains(segment);
            assertThat(Waiting.until(Duration.ofSeconds(20), () -> {
                        server.wakeArchiver();
                        return server.waiting().isEmpty();
                    }))
                    .isTrue();
        }
    }

    @ForTurningPoints
    void promotesAStandby(PostgresRelease release) throws Exception {
        try (EmbeddedPostgres primary = EmbeddedPostgres.builder(release).create()) {
            primary.start();
            primary.stop(ShutdownMode.FAST);
            try (EmbeddedPostgres standby = primary.createStandby()) {
                primary.start();
                standby.start();
                assertThat(standby.query("select pg_is_in_recovery()")).isEqualTo("t");

                standby.promote();

                standby.switchSegment();
                assertThat(standby.walFiles()).contains("00000002.history");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V9_3_5"})
    void showsTheEndOfTheLogOfAServerThatDoesNotStart(PostgresRelease release) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(release)
                .setting("shared_buffers", "nonsense")
                .create()) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(PostgresFailedException.class)
                    .hasMessageContaining("shared_buffers");
        }
    }
}
