package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

/**
 * A real {@code pg_rewind --restore-target-wal} makes a standby of a primary that went on after another was promoted; it reads
 * that one's own log, which is in the archive only, and asks for each file under its real name.
 */
@RequiresRealPart({"mount", "pg_rewind", "setpriv", "ssh-keygen", "sshd", "unshare"})
@TestMethodOrder(OrderAnnotation.class)
class RewindIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static EmbeddedPostgres old;
    private static EmbeddedPostgres promoted;
    private static FaultyArchive archive;
    private static final List<String> archivedOnly = new ArrayList<>();

    @BeforeAll
    static void diverge() throws Exception {
        old = EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .runAs(ArchivedHistory.SERVER_USER.name())
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .setting("wal_log_hints", "on")
                .setting("archive_mode", "on")
                .create();
        Path archived = old.createDirectory("archive");
        old.set("archive_command", "cp %p " + archived + "/%f");
        old.start();
        old.stop(ShutdownMode.FAST);
        promoted = old.createStandby();
        promoted.set("archive_command", "true");
        old.start();
        promoted.start();
        old.execute("create table lives (who text)");
        await().atMost(PATIENCE).until(() -> rows(promoted).equals("0"));
        promoted.promote();
        promoted.checkpoint(); // up to 15, pg_rewind looks for the new timeline in the last one
        promoted.execute("insert into lives values ('promoted')");
        for (int i = 0; i < 3; i++) {
            old.execute("insert into lives values ('old')");
            String written = old.switchSegment();
            archivedOnly.add(written);
            await().atMost(PATIENCE).until(() -> Files.exists(archived.resolve(written)));
        }
        old.stop(ShutdownMode.FAST);
        archive = FaultyArchive.of(archivedOnly.stream().map(archived::resolve).toList());
        for (String segment : archivedOnly) {
            Files.deleteIfExists(old.walDirectory().resolve(segment));
        }
        old.set("restore_command", archive.command("--patience 1"));
    }

    @AfterAll
    static void end() {
        promoted.close();
        old.close();
        archive.close();
    }

    private static String rows(EmbeddedPostgres server) {
        try {
            return server.query("select count(*) from lives");
        } catch (java.sql.SQLException notYet) {
            return "none yet";
        }
    }

    private static Program rewind() throws IOException {
        return Program.run(new ProcessBuilder(old.asServerUser(List.of(
                        RealParts.path("pg_rewind").toString(),
                        "--restore-target-wal",
                        "--write-recovery-conf",
                        "--no-ensure-shutdown",
                        "--target-pgdata=" + old.data(),
                        "--source-server=host=127.0.0.1 port=" + promoted.port() + " user=" + EmbeddedPostgres.SUPERUSER
                                + " dbname=postgres password=" + promoted.password())))
                .directory(old.data().toFile()));
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void pgRewindStopsAndChangesNothing(RestoreFault fault) throws Exception {
        archive.repair();
        String victim = archivedOnly.get(1);
        fault.strike(archive, victim);
        Program rewind = rewind();

        assertThat(rewind.status()).as("%s", rewind).isEqualTo(1);
        assertThat(rewind.output()).containsAnyOf("could not restore file", "restore_command failed");
        assertThat(old.data().resolve("standby.signal")).doesNotExist();
        assertThat(leftOvers()).isEmpty();
    }

    /** What is in {@code pg_wal} and is no WAL file; and the victim. */
    private static List<String> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(old.walDirectory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("archive_status"))
                    .filter(name -> !name.matches("[0-9A-F]{24}") || name.equals(archivedOnly.get(1)))
                    .toList();
        }
    }

    @Order(2)
    @Test
    void whenAllIsMendedTheOldPrimaryFollowsTheNew() throws Exception {
        archive.repair();
        old.set("restore_command", archive.command("--patience 30"));
        Program rewind = rewind();

        assertThat(rewind.status()).as("%s", rewind).isZero();
        old.set("port", Integer.toString(old.port()));
        old.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(old.query("select string_agg(who, ',') from lives"))
                .isEqualTo("promoted"));
        assertThat(old.query("select pg_is_in_recovery()")).isEqualTo("t");
    }
}
