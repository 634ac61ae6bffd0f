package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.archive.GateScript;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.HostPath;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.doctor.DoctorFinding;
import org.walsafe.jdbc.doctor.DoctorLimits;
import org.walsafe.jdbc.doctor.ServerChecks;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.SlotName;
import org.walsafe.jdbc.receive.WalReceiver;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** {@code walsafe doctor} at a whole set-up, healthy first, and then broken in one place after the other. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv"})
class DoctorSetUpsIT {

    private static final SlotName SLOT = new SlotName("walsafe");

    @TempDir
    private Path temporary;

    private TestServer server;
    private EmbeddedPostgres postgres;
    private Path safe;
    private String gate;
    private WalSafeRegistry registry;
    private RunningReceiver receiver;

    @BeforeEach
    void startAHealthySetUp() throws Exception {
        server = TestServer.start(EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .segmentMegabytes(1)
                .setting("fsync", "on")
                .setting("archive_mode", "on")
                .setting("max_replication_slots", "4"));
        postgres = server.postgres();
        safe = postgres.createDirectory("wal_safe_dir");
        gate = postgres.writeScript(
                        "walsafe-gate",
                        GateScript.of(HostPath.of(safe.toString())).text())
                + " %p %f";
        postgres.set("archive_command", gate);
        registry = WalSafeRegistry.open(safe.toUri());
        ReceiverConfig config = ReceiverConfig.of(
                        server.sourceOf(postgres), Files.createDirectory(temporary.resolve("wal")))
                .withSlot(SLOT)
                .confirmingIn(registry);
        try (WalReceiver creator = new WalReceiver(config)) {
            creator.createSlot();
        }
        receiver = RunningReceiver.start(config);
        receiver.awaitStreaming();
        awaitArchived(postgres.switchSegment());
    }

    @AfterEach
    void end() {
        receiver.close();
        registry.close();
        server.close();
    }

    @Test
    void isSilentOnAHealthySetUpAndNamesWhatIsBroken() throws Exception {
        assertThat(doctor(0)).isEqualTo("all is well\n");
        assertThat(doctor(0, "--probe", "--patience", "30"))
                .startsWith("NOTICE probe: 0000000100")
                .contains("was confirmed");
        assertThat(doctor(0, "--nagios"))
                .matches("WALSAFE OK - nothing waits for long \\| ready=\\d+;10;100 oldest=\\d+s;300;3600 lag=\\d+B"
                        + " unconfirmed=\\d+ unconfirmed_oldest=\\d+s;300;3600\n");

        postgres.set("archive_command", "/bin/true");
        await().until(() -> postgres.query("SHOW archive_command").equals("/bin/true"));
        assertThat(doctor(2)).contains("CRITICAL archive-command:", "succeeds for every file");

        postgres.set("archive_command", "false %p");
        postgres.switchSegment();
        await().until(() ->
                postgres.query("SELECT failed_count > 0 FROM pg_stat_archiver").equals("t"));
        haveWaited(Duration.ofMinutes(10));
        assertThat(doctor(1)).contains("WARNING archiver:", "last attempt to archive failed");
        postgres.set("archive_command", gate);

        server.createRole("mute", "");
        assertThat(doctor(2, "--streaming-user", "mute"))
                .contains("CRITICAL streaming-user:", "mute", "no replication privilege");

        try (Database database = server.asSuperuser()) {
            assertThat(ServerChecks.examine(
                            new PostgresInspector(database).inspect(),
                            Instant.now().plusSeconds(120),
                            DoctorLimits.DEFAULT))
                    .extracting(DoctorFinding::check)
                    .contains("clock");
        }
    }

    private void haveWaited(Duration time) throws IOException {
        try (Stream<Path> files = Files.list(postgres.archiveStatusDirectory())) {
            for (Path ready :
                    files.filter(file -> file.toString().endsWith(".ready")).toList()) {
                Files.setLastModifiedTime(ready, FileTime.from(Instant.now().minus(time)));
            }
        }
    }

    @Test
    void namesWhatIsBrokenInTheRegistry() throws Exception {
        for (int i = 0; i < 120; i++) {
            registry.confirm(
                    Confirmation.unattested(WalFileName.parse(String.format("0000000100000000%08X", 0x800 + i))));
        }
        assertThat(doctor(1)).contains("WARNING stale-markers:", "walsafe reconcile");

        registry.confirm(Confirmation.attested(
                WalFileName.parse("000000010000000000000300"),
                Evidence.NONE.withSystemIdentifier(SystemIdentifier.parse("17"))));
        for (int i = 0; i < 120; i++) {
            registry.withdraw(WalFileName.parse(String.format("0000000100000000%08X", 0x800 + i)));
        }
        assertThat(doctor(2)).contains("CRITICAL registry-cluster:", "of the cluster 17");

        Files.setPosixFilePermissions(safe, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(doctor(2)).contains("CRITICAL registry:", safe.toString());
        Files.setPosixFilePermissions(safe, PosixFilePermissions.fromString("rwx------"));

        receiver.close();
        assertThat(doctor(2, "--probe", "--patience", "2")).contains("CRITICAL probe:", "not confirmed within 2 s");
    }

    @Test
    void namesWhatIsBrokenAtBarman() throws Exception {
        try (RealBarman barman = RealBarman.of(postgres)) {
            barman.set("slot_name", "missing").set("post_archive_script", "touch /tmp/x");
            String said = doctorOf(barman, 2);
            assertThat(said)
                    .contains(
                            "CRITICAL barman-slot: Barman's slot missing does not exist",
                            "WARNING post-archive-script:",
                            "WARNING barman-check:")
                    .doesNotContain(postgres.password(), "barman-version", "client-tools");
        }
        try (TestServer old = TestServer.start(PostgresRelease.V9_3_5);
                RealBarman barman = RealBarman.of(old.postgres())) {
            barman.set("backup_method", "rsync").set("ssh_command", "false").set("backup_options", "concurrent_backup");
            assertThat(walsafe(
                            2,
                            old,
                            List.of(
                                    "doctor",
                                    "--barman-server",
                                    RealBarman.SERVER,
                                    "--barman-config",
                                    barman.configuration().toString())))
                    .contains(
                            "CRITICAL barman-version: Barman 3.4 is too new for PostgreSQL 9.3",
                            "CRITICAL pgespresso:");
        }
    }

    private String doctorOf(RealBarman barman, int status) throws Exception {
        return walsafe(
                status,
                server,
                List.of(
                        "doctor",
                        "--barman-server",
                        RealBarman.SERVER,
                        "--barman-config",
                        barman.configuration().toString()));
    }

    private String doctor(int status, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "doctor",
                "--server",
                server.urlWithoutPassword(),
                "--registry",
                safe.toUri().toString()));
        words.addAll(List.of(options));
        return walsafe(status, server, words);
    }

    private String walsafe(int status, TestServer at, List<String> words) throws IOException, InterruptedException {
        Map<String, String> environment =
                Map.of("PGPASSFILE", at.passwordFile(temporary).toString());
        try (WalsafeProcess process = WalsafeProcess.start(environment, words)) {
            int ended = process.awaitEnd();
            assertThat(ended).as(process.output()).isEqualTo(status);
            return process.output();
        }
    }

    private void awaitArchived(String segment) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            postgres.wakeArchiver();
            return postgres.archived().contains(segment);
        });
    }
}
