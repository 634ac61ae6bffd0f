package org.walsafe.examples.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RequiresRealPart;

/** Standbys of a PostgreSQL 15, from a real Barman over a real sshd; and what repmgr makes of the same. */
@RequiresRealPart({"barman", "pg_basebackup", "pg_receivewal", "setpriv", "sshd", "ssh", "ssh-keygen", "repmgr", "rsync"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CloneFromBarmanIT {

    private static final String ROWS = "select count(*) from t";
    private static final String STREAMING = "select status from pg_stat_wal_receiver";

    private CloneScene scene;
    private String plain = "";
    private String compressed = "";
    private int rows;

    @BeforeAll
    void takeBackups() throws Exception {
        EmbeddedPostgres primary = EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .runAs(CloneScene.USER.name())
                .segmentMegabytes(1)
                .create();
        RealBarman barman = RealBarman.of(primary).set("archiver", "off").set("slot_name", "barman");
        scene = new CloneScene(primary, barman);
        primary.start();
        for (String name : new String[] {"full", "empty", "it's"}) {
            Path location = primary.createDirectory("space of " + name.replace("'", ""));
            primary.execute("create tablespace \"" + name + "\" location '" + location + "'");
        }
        primary.execute("create table t (x int) tablespace \"it's\"");
        primary.execute("create table u as select 1 as x");
        primary.execute("alter table u set tablespace \"full\"");
        barman.require("receive-wal", "--create-slot", RealBarman.SERVER);
        barman.startReceiving();
        insert();
        scene.archiveSegment();
        primary.execute("alter system set primary_slot_name = 'stale'");
        primary.execute("alter system set recovery_target_time = '2001-01-01 00:00:00'");
        primary.execute("alter system set work_mem = '5MB'");
        barman.set("backup_compression", "gzip");
        compressed = scene.backup();
        barman.unset("backup_compression");
        plain = scene.backup();
        insert();
        scene.archiveSegment();
    }

    @AfterAll
    void endEverything() {
        scene.close();
    }

    private void insert() throws Exception {
        scene.primary().execute("insert into t select generate_series(1, 1000)");
        rows += 1000;
    }

    /** The options that map all tablespaces to directories below one. */
    private String[] mapped(Path below, String... more) throws IOException {
        Path old = scene.primary().data().getParent();
        Stream<String> mappings = Stream.of("full", "empty", "its")
                .flatMap(name ->
                        Stream.of("-T", old.resolve("space of " + name) + "=" + below.resolve("new space of " + name)));
        return Stream.concat(mappings, Stream.of(more)).toArray(String[]::new);
    }

    @Test
    @Order(1)
    void aDryRunSaysWhatWouldHappenAndTouchesNothing() throws Exception {
        Path target = scene.path("dry/data");
        Path conf = scene.repmgrConf(target);

        Program program = scene.walsafe(mapped(
                target.getParent(), "-f", conf.toString(), "--dry-run", "--upstream-conninfo", scene.conninfo()));

        assertThat(program.status()).as(program.output()).isZero();
        assertThat(program.output())
                .contains(
                        "using configuration file " + conf,
                        "The backup is " + plain,
                        "The restore_command fetched",
                        "could be made",
                        "application_name='standby 2'")
                .doesNotContain(scene.primary().password());
        assertThat(target.getParent()).doesNotExist();
    }

    @Test
    @Order(2)
    void aStandbyWithTablespacesReachesStreamingThroughASlotAndHasAllRows() throws Exception {
        Path target = scene.makeDirectory("first/data");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path conf = scene.repmgrConf(target, "use_replication_slots=true");

        Program program = scene.walsafe(mapped(
                target.getParent(), "-f", conf.toString(), "--backup", plain, "--upstream-conninfo", scene.conninfo()));

        assertThat(program.status()).as(program.output()).isZero();
        assertThat(program.output())
                .contains(
                        "The backup is " + plain,
                        "standby clone (from Barman) complete",
                        "created the replication slot repmgr_slot_2",
                        "pg_ctl -D " + target + " start")
                .doesNotContain(scene.primary().password());
        assertThat(Files.getAttribute(target, "unix:mode")).isEqualTo(040700);
        assertThat(Files.readString(target.resolve("postgresql.auto.conf")))
                .contains("work_mem = '5MB'", "primary_slot_name = 'repmgr_slot_2'", "restore_command = '")
                .doesNotContain("stale", "2001-01-01", scene.primary().password());
        assertThat(target.resolve("standby.signal")).exists();
        assertThat(Files.exists(target.resolve("postmaster.pid"))).isFalse();

        try (RunningStandby standby = scene.start(target)) {
            standby.awaitAnswer(STREAMING, "streaming");
            insert();
            standby.awaitAnswer(ROWS, String.valueOf(rows));
            standby.awaitAnswer("select count(*) from u", "1");
            assertThat(
                            scene.primary()
                                    .query(
                                            "select application_name from pg_stat_replication where application_name like 'standby%'"))
                    .isEqualTo("standby 2");
        }
        scene.primary().execute("select pg_drop_replication_slot('repmgr_slot_2')");
    }

    @Test
    @Order(3)
    void aCompressedBackupBelowADirectoryWithABlankIsClonedByAnotherConfigurationOfBarmans() throws Exception {
        Path home = scene.barman().home().getParent();
        Path moved = home.resolveSibling("home of barman");
        Program.require("cp", "-a", home.toString(), moved.toString());
        Path other = scene.barman()
                .writeFile(
                        "other barman.conf",
                        Files.readString(scene.barman().configuration()).replace(home.toString(), moved.toString()));
        Path target = scene.path("second/data");

        Program program = scene.walsafe(mapped(
                target.getParent(),
                "-f",
                scene.repmgrConf(target).toString(),
                "--barman-config",
                other.toString(),
                "--backup",
                compressed,
                "--upstream-conninfo",
                scene.conninfo()));

        assertThat(program.status()).as(program.output()).isZero();
        try (RunningStandby standby = scene.start(target)) {
            standby.awaitAnswer(STREAMING, "streaming");
            standby.awaitAnswer(ROWS, String.valueOf(rows));
        }
    }

    @Test
    @Order(4)
    void aSymbolicLinkStaysAndWhatItLeadsToIsReplaced() throws Exception {
        Path real = scene.makeDirectory("elsewhere/data");
        scene.write("elsewhere/data/PG_VERSION", "15\n");
        Path target = Files.createSymbolicLink(scene.makeDirectory("linked").resolve("data"), real);

        Program program = scene.walsafe(mapped(
                target.getParent(),
                "-f",
                scene.repmgrConf(target).toString(),
                "--force",
                "--no-restore-command-check",
                "--upstream-conninfo",
                scene.conninfo()));

        assertThat(program.status()).as(program.output()).isZero();
        assertThat(Files.readSymbolicLink(target)).isEqualTo(real);
        assertThat(real.resolve("global/pg_control")).exists();
    }

    /**
     * What each does when something is wrong; in the last column the exit status of Debian's repmgr 5.3.3, which says of most
     * that the clone is complete. Where there is no backup.info it takes the compressed backup before that, as it is.
     */
    @Test
    @Order(5)
    void whatRepmgrIsSilentAboutIsRefusedAndTheTargetIsAsItWas() throws Exception {
        Path data = scene.files(plain);
        Path info = data.resolveSibling("backup.info");
        String begin = Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("begin_wal="))
                .findFirst()
                .orElseThrow()
                .substring("begin_wal=".length());
        try (FailureTable table = new FailureTable(scene, plain)) {
            table.row("a file with other content", table.changed(data.resolve("base/1/1259")), 4, "base/1/1259", 0);
            table.row("a file that is gone", table.gone(data.resolve("base/1/1259")), 4, "base/1/1259", 0);
            table.row("no control file", table.gone(data.resolve("global/pg_control")), 1, "pg_control", 0);
            table.row("WAL that is gone", table.gone(scene.barman().archivedFile(begin)), 1, begin, 0);
            table.row("a failed backup", table.replaced(info, "status=DONE", "status=FAILED"), 1, "FAILED", 0);
            table.row("files of another cluster", table.replaced(info, "systemid=", "systemid=1"), 1, "cluster", 0);
            table.row("no backup.info", table.gone(info), 1, "no backup " + plain, 0);
            table.row("no files at all", table.gone(data), 1, "no files of backup", 0);
            table.row("no Barman", table.unreachable(), 3, "backup", 19);
            assertThat(table.outcomes()).isEqualTo(table.expected());
        }
    }

    @Test
    @Order(6)
    void aServerThatRunsInTheTargetIsNotTouchedEvenByForce() throws Exception {
        Path target = scene.primary().data();
        Map<Path, Long> before = contents(target.resolve("global"));

        Program program = scene.walsafe(
                "-f", scene.repmgrConf(target).toString(), "--force", "--upstream-conninfo", scene.conninfo());

        assertThat(program.status()).as(program.output()).isEqualTo(1);
        assertThat(program.output()).contains("A server is running in " + target);
        assertThat(contents(target.resolve("global")).keySet()).isEqualTo(before.keySet());
        assertThat(scene.primary().query(ROWS)).isEqualTo(String.valueOf(rows));
    }

    /**
     * What each makes of targets and backups of which repmgr has its own idea. Debian's repmgr 5.3.3 says of each that the clone
     * is complete, and ends with 0.
     */
    @Test
    @Order(6)
    void whereRepmgrDoesHarmWithoutAWordTheStandbyOrTheServerIsAsItShouldBe() throws Exception {
        TargetTable table = new TargetTable(scene, plain);

        TargetTable.Look settings = place -> "recovery_target_time "
                + (Files.readString(place.data().resolve("postgresql.auto.conf"))
                                .contains("recovery_target_time")
                        ? "is still set"
                        : "is taken out");
        TargetTable.Look quoted =
                place -> "of full, empty and its there are " + RealBarman.contents(place.tablespaces());
        TargetTable.Place ours = table.place("ours");
        TargetTable.Place theirs = table.place("theirs");
        table.walsafe("stale settings", ours, settings);
        table.repmgr("stale settings", theirs, settings);
        table.walsafe("the tablespace it's", ours, quoted);
        table.repmgr("the tablespace it's", theirs, quoted);

        TargetTable.Look link =
                place -> "the link " + (Files.isSymbolicLink(place.data()) ? "stays" : "is a directory now");
        TargetTable.Place linked = table.place("both");
        Files.createSymbolicLink(linked.data(), scene.makeDirectory("behind the link"));
        table.walsafe("a symbolic link", linked, link);
        table.repmgr("a symbolic link", linked, link);

        TargetTable.Look files = place -> TargetTable.thereOrNot(place.data().resolve("postmaster.pid"));
        try (RunningStandby standby = scene.start(ours.data())) {
            standby.awaitAnswer("select count(*) from u", "1");
            table.walsafe("a live server", ours, files);
            standby.awaitAnswer("select count(*) from u", "1");
            table.repmgr("a live server", ours, files);
        }

        assertThat(table.rows())
                .containsExactly(
                        "stale settings: walsafe 0, recovery_target_time is taken out",
                        "stale settings: repmgr 0, recovery_target_time is still set",
                        "the tablespace it's: walsafe 0, of full, empty and its there are [empty, full, its]",
                        "the tablespace it's: repmgr 0, of full, empty and its there are [empty, full]",
                        "a symbolic link: walsafe 0, the link stays",
                        "a symbolic link: repmgr 0, the link is a directory now",
                        "a live server: walsafe 1, postmaster.pid is there",
                        "a live server: repmgr 0, postmaster.pid is gone");
    }

    /** Before Barman 3.13.2 the same file stood beside the data; repmgr 5.3.3 ends with 15 where it does not. */
    @Test
    @Order(7)
    void metadataWhereNewBarmanKeepsItIsFound() throws Exception {
        Path info = scene.files(plain).resolveSibling("backup.info");
        Path meta = scene.barman().makeDirectory("home/" + RealBarman.SERVER + "/meta");
        Path moved = Files.move(info, meta.resolve(plain + "-backup.info"));
        Path target = scene.path("meta/data");
        try {
            Program program = scene.walsafe(mapped(
                    target.getParent(),
                    "-f",
                    scene.repmgrConf(target).toString(),
                    "--catalogue",
                    scene.barman().home().toString(),
                    "--backup",
                    plain,
                    "--dry-run",
                    "--upstream-conninfo",
                    scene.conninfo()));

            assertThat(program.status()).as(program.output()).isZero();
        } finally {
            Files.move(moved, info, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Test
    @Order(8)
    void theWrongServerInTheRestoreCommandIsFoundBeforeAnythingIsCopied() throws Exception {
        Path target = scene.path("wrong/data");

        Program program = scene.walsafe(mapped(
                target.getParent(),
                "-f",
                scene.repmgrConf(target, "restore_command=/usr/bin/barman-wal-restore -U barman backup nosuch %f %p")
                        .toString(),
                "--upstream-conninfo",
                scene.conninfo()));

        assertThat(program.status()).as(program.output()).isEqualTo(1);
        assertThat(program.output()).contains("REFUSAL restore_command", "get-wal");
        assertThat(target.getParent()).doesNotExist();
    }

    @Test
    @Order(9)
    void withThePrimaryDownTheStandbyHasWhatBarmanHas() throws Exception {
        scene.archiveSegment();
        scene.primary().stop(ShutdownMode.IMMEDIATE);
        Path target = scene.path("third/data");
        String conf = scene.repmgrConf(target).toString();

        Program asked = scene.walsafe(
                mapped(target.getParent(), "-f", conf, "--backup", plain, "--upstream-conninfo", scene.conninfo()));
        Program notAsked = scene.walsafe(mapped(
                target.getParent(),
                "-f",
                conf,
                "--backup",
                plain,
                "--no-upstream-connection",
                "--upstream-conninfo",
                scene.conninfo()));

        assertThat(asked.status()).as(asked.output()).isEqualTo(3);
        assertThat(notAsked.status()).as(notAsked.output()).isZero();
        try (RunningStandby standby = scene.start(target)) {
            standby.awaitAnswer(ROWS, String.valueOf(rows));
        }
    }

    private static Map<Path, Long> contents(Path directory) throws IOException {
        Map<Path, Long> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                contents.put(directory.relativize(file), Files.size(file));
            }
        }
        return contents;
    }
}
