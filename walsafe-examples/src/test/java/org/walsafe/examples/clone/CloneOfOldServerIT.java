package org.walsafe.examples.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RequiresRealPart;

/** A standby of PostgreSQL 9.3.5, from a backup laid out as Barman's: Barman 3.4.0 itself no longer speaks to such servers. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv", "sshd", "ssh", "ssh-keygen"})
class CloneOfOldServerIT {

    private static final String ID = "20261120T193709";

    @Test
    void aStandbyOfNineThreeStreamsAndHasAllRows() throws Exception {
        EmbeddedPostgres primary = EmbeddedPostgres.builder(PostgresRelease.V9_3_5)
                .runAs(CloneScene.USER.name())
                .create();
        try (CloneScene scene = new CloneScene(primary, RealBarman.of(primary))) {
            primary.start();
            scene.barman().startReceiving();
            primary.execute("create table t as select generate_series(1, 1000) as x");
            scene.archiveSegment();
            takeBackup(scene);
            scene.archiveSegment();
            Path target = scene.path("old/data");

            Program program = scene.walsafe(
                    "-f",
                    scene.repmgrConf(target).toString(),
                    "--catalogue",
                    scene.barman().home().toString(),
                    "--pg-bindir",
                    primary.programs().toString(),
                    "-h",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(primary.port()),
                    "-U",
                    EmbeddedPostgres.SUPERUSER);

            assertThat(program.status()).as(program.output()).isZero();
            assertThat(target.resolve("recovery.conf"))
                    .content()
                    .contains("standby_mode = 'on'", "restore_command = '")
                    .doesNotContain(primary.password());
            try (RunningStandby standby = scene.start(target)) {
                primary.execute("insert into t values (0)");
                standby.awaitAnswer("select count(*) from t", "1001");
                assertThat(primary.query("select state from pg_stat_replication where application_name = 'standby 2'"))
                        .isEqualTo("streaming");
            }
        }
    }

    /** As Barman does it with rsync: the files between start and stop, without WAL. */
    private static void takeBackup(CloneScene scene) throws Exception {
        EmbeddedPostgres primary = scene.primary();
        String begin = primary.query("select pg_start_backup('by hand', true)");
        String beginWal = primary.query("select pg_xlogfile_name('" + begin + "')");
        Path backup =
                Files.createDirectory(scene.barman().home().resolve("base").resolve(ID));
        Program.require(
                "cp", "-a", primary.data().toString(), backup.resolve("data").toString());
        String end = primary.query("select pg_stop_backup()");
        String endWal = primary.query("select pg_xlogfile_name('" + end + "')");
        Files.delete(backup.resolve("data/postmaster.pid"));
        Program.require(
                "sh", "-c", "rm -rf \"$0\"/*", backup.resolve("data/pg_xlog").toString());
        Files.writeString(
                backup.resolve("backup.info"),
                String.join(
                        "\n",
                        "backup_label=None",
                        "begin_wal=" + beginWal,
                        "begin_xlog=" + begin,
                        "end_time=2026-11-20 19:37:17+00:00",
                        "end_wal=" + endWal,
                        "end_xlog=" + end,
                        "mode=rsync-exclusive",
                        "status=DONE",
                        "tablespaces=None",
                        "timeline=1",
                        "version=90305",
                        ""));
        own(scene, backup);
    }

    private static void own(CloneScene scene, Path backup) throws IOException {
        Program.require("chown", "-R", scene.barman().account().name(), backup.toString());
        assertThat(Files.getOwner(backup).getName())
                .isEqualTo(scene.barman().account().name());
    }
}
