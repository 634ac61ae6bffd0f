package org.walsafe.examples.restore;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.ssh.tck.Account;

/**
 * A backup of a real server and the WAL that it archived afterwards, to be restored again and again. Every archived segment
 * holds rows of its own, so that a count tells how far a restored server came.
 */
final class ArchivedHistory implements AutoCloseable {

    static final Account SERVER_USER = Account.ordinary();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ROWS_EACH = 100;

    private final PostgresRelease release;
    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres backup;
    private final Path archive;
    private final int rows;

    private ArchivedHistory(EmbeddedPostgres primary, EmbeddedPostgres backup, Path archive, int rows) {
        this.release = primary.release();
        this.primary = primary;
        this.backup = backup;
        this.archive = archive;
        this.rows = rows;
    }

    /** Makes one of so many segments, on timeline 1. */
    static ArchivedHistory of(PostgresRelease release, int segments) throws Exception {
        EmbeddedPostgres primary = EmbeddedPostgres.builder(release)
                .runAs(SERVER_USER.name())
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .setting("archive_mode", "on")
                .create();
        try {
            Path archive = primary.createDirectory("archive");
            primary.set("archive_command", "cp %p " + archive + "/%f");
            primary.start();
            primary.execute("create table history (n int)");
            primary.stop(ShutdownMode.FAST);
            EmbeddedPostgres backup = primary.createStandby();
            primary.start();
            for (int segment = 0; segment < segments; segment++) {
                primary.execute("insert into history select generate_series(1, " + ROWS_EACH + ")");
                String written = primary.switchSegment();
                await().atMost(PATIENCE).until(() -> Files.exists(archive.resolve(written)));
            }
            primary.stop(ShutdownMode.FAST);
            return new ArchivedHistory(primary, backup, archive, segments * ROWS_EACH);
        } catch (Exception | AssertionError e) {
            primary.close();
            throw e;
        }
    }

    /** The archived segments, oldest first. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(file -> file.getFileName().toString().length() == 24)
                    .sorted()
                    .toList();
        }
    }

    /** How many rows a server has that came to the end. */
    String rows() {
        return Integer.toString(rows);
    }

    /** A server made of the backup that recovers as far as the archive goes, and then opens; not started. */
    EmbeddedPostgres recovering(String restoreCommand) throws IOException, InterruptedException {
        EmbeddedPostgres server = backup.createStandby();
        if (release.isAtLeast(PostgresRelease.V12_22)) {
            Files.delete(server.data().resolve("standby.signal"));
            write(server, "recovery.signal", "");
            server.set("primary_conninfo", "");
            server.set("restore_command", restoreCommand);
        } else {
            write(server, "recovery.conf", recoveryConf(restoreCommand));
        }
        return server;
    }

    /** A standby made of the backup that gets its WAL from the archive alone; not started. */
    EmbeddedPostgres standby(String restoreCommand) throws IOException, InterruptedException {
        EmbeddedPostgres server = backup.createStandby();
        if (release.isAtLeast(PostgresRelease.V12_22)) {
            server.set("primary_conninfo", "");
            server.set("restore_command", restoreCommand);
            server.set("wal_retrieve_retry_interval", "500ms");
        } else {
            write(server, "recovery.conf", "standby_mode = 'on'\n" + recoveryConf(restoreCommand));
        }
        return server;
    }

    private static String recoveryConf(String restoreCommand) {
        return "restore_command = '" + restoreCommand.replace("'", "''") + "'\nrecovery_target_timeline = 'latest'\n";
    }

    private static void write(EmbeddedPostgres server, String name, String content) throws IOException {
        Path file = server.data().resolve(name);
        Files.writeString(file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        SERVER_USER.own(file);
    }

    /** Waits until a server has opened, and says how many rows it has. */
    static String rowsOnceOpen(EmbeddedPostgres server) throws IOException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !server.isRunning() || isOpen(server));
        if (!server.isRunning()) {
            throw new AssertionError("the server did not open:\n" + endOfLog(server));
        }
        return rowsOf(server);
    }

    private static boolean isOpen(EmbeddedPostgres server) {
        try {
            return server.query("select pg_is_in_recovery()").equals("f");
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static String endOfLog(EmbeddedPostgres server) throws IOException {
        String log = Files.readString(server.log());
        return log.substring(Math.max(0, log.length() - 4000));
    }

    /** How many rows a server has; none while it does not answer. */
    static String rowsOf(EmbeddedPostgres server) {
        try {
            return server.query("select count(*) from history");
        } catch (SQLException notYet) {
            return "none: " + notYet.getMessage();
        }
    }

    @Override
    public void close() {
        backup.close();
        primary.close();
    }
}
