package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.ssh.tck.Account;
import org.walsafe.tck.RequiresRealPart;

/** Real servers come back from a real Barman, over real SSH. */
@RequiresRealPart({"barman", "pg_receivewal", "sshd", "ssh-keygen", "setpriv"})
class RecoveryThroughBarmanIT {

    private static final String WALSAFE = System.getProperty("walsafe.home") + "/bin/walsafe";

    @ParameterizedTest
    @CsvSource({"V9_3_5, gzip", "V15_19, bzip2", "V18_6, gzip"})
    void aPointInTimeRecoveryHasEveryRow(PostgresRelease release, String compression) throws Exception {
        try (ArchivedHistory history = ArchivedHistory.of(release, 6);
                BarmanOverSsh barman = BarmanOverSsh.start(compression)) {
            barman.archive(history.segments());
            String command =
                    WALSAFE + " restore -p 4 --catalogue " + barman.barman().home() + " " + barman.options() + " %f %p";
            try (EmbeddedPostgres server = history.recovering(command)) {
                server.start();

                assertThat(ArchivedHistory.rowsOnceOpen(server)).isEqualTo(history.rows());
                assertThat(server.walFiles()).contains("00000002.history");
                assertThat(server.log()).content().contains("restored log file").doesNotContain("walsafe restore:");
                Prefetchers.end(server);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"V9_3_5, bzip2", "V15_19, gzip", "V18_6, bzip2"})
    void aStandbyFollowsTheArchiveAloneAndIsPromoted(PostgresRelease release, String compression) throws Exception {
        try (ArchivedHistory history = ArchivedHistory.of(release, 6);
                BarmanOverSsh barman = BarmanOverSsh.start(compression)) {
            List<Path> segments = history.segments();
            barman.archive(segments.subList(0, 3));
            Path script = script(barman);
            try (EmbeddedPostgres server = history.standby("/bin/sh " + script + " \"%f\" \"%p\"")) {
                server.start();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> ArchivedHistory.rowsOf(server).matches("[1-9][0-9]*"));
                assertThat(ArchivedHistory.rowsOf(server)).isNotEqualTo(history.rows());

                barman.archive(segments.subList(3, segments.size()));
                await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(ArchivedHistory.rowsOf(server))
                        .isEqualTo(history.rows()));

                server.promote();
                assertThat(ArchivedHistory.rowsOnceOpen(server)).isEqualTo(history.rows());
                assertThat(server.walFiles()).contains("00000002.history");
                Prefetchers.end(server);
            }
        }
    }

    /** What {@code walsafe restore-script} prints, stored where PostgreSQL's user can read it. */
    private static Path script(BarmanOverSsh barman) throws Exception {
        Path script = barman.sshConfiguration().resolveSibling("restore.sh");
        Process process = new ProcessBuilder(
                        "/bin/sh", "-c", WALSAFE + " restore-script -p 4 " + barman.options() + " >" + script)
                .inheritIO()
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        Account server = ArchivedHistory.SERVER_USER;
        server.own(script);
        assertThat(Files.readString(script)).startsWith("#!/bin/sh");
        return script;
    }
}
