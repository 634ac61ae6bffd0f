package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

class BackupIT {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V9_5_3")
    void theEndOfABackupWaitsForTheLastConfirmation(PostgresRelease release) throws Exception {
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (GatedServer server = GatedServer.start(release)) {
            Future<?> backup = background.submit(() -> backUp(server.postgres()));

            assertWaitsUntilConfirmed(server, backup::isDone);
            backup.get(1, TimeUnit.MINUTES);
        } finally {
            background.shutdownNow();
        }
    }

    @Test
    @RequiresRealPart("pg_basebackup")
    void pgBasebackupWaitsForTheLastConfirmation(@TempDir Path temporary) throws Exception {
        try (GatedServer server = GatedServer.start(PostgresRelease.V15_19)) {
            ProcessBuilder builder = new ProcessBuilder(
                    RealParts.path("pg_basebackup").toString(),
                    "--pgdata=" + temporary.resolve("backup"),
                    "--wal-method=none",
                    "--checkpoint=fast",
                    "--host=127.0.0.1",
                    "--port=" + server.postgres().port(),
                    "--username=" + EmbeddedPostgres.SUPERUSER);
            builder.environment().put("PGPASSWORD", server.postgres().password());
            Process backup = builder.redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("output").toFile())
                    .start();
            try {
                assertWaitsUntilConfirmed(server, () -> !backup.isAlive());
                assertThat(backup.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(backup.exitValue()).isZero();
            } finally {
                backup.destroyForcibly();
            }
        }
    }

    /** A condition that may be asked again and again. */
    @FunctionalInterface
    private interface Ended {
        boolean now();
    }

    private static void assertWaitsUntilConfirmed(GatedServer server, Ended ended) throws Exception {
        await().atMost(GatedServer.PATIENCE)
                .until(() -> server.postgres().waiting().stream().anyMatch(name -> name.endsWith(".backup")));
        await().during(Duration.ofSeconds(3)).atMost(GatedServer.PATIENCE).until(() -> !ended.now());

        List<String> waiting = server.postgres().waiting().stream()
                .filter(name -> !name.endsWith(".backup"))
                .toList();
        assertThat(waiting).isNotEmpty();
        server.confirmAll(waiting);
        server.awaitArchived(waiting);
    }

    private static Void backUp(EmbeddedPostgres postgres) throws Exception {
        boolean since15 = postgres.release().isAtLeast(PostgresRelease.V15_19);
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    since15 ? "select pg_backup_start('test', true)" : "select pg_start_backup('test', true)");
            statement.execute(since15 ? "select pg_backup_stop(true)" : "select pg_stop_backup()");
        }
        return null;
    }
}
