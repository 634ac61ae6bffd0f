package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.DataDirectory;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/** The resident confirmer as a process of its own, beside an archive of Barman's, with PostgreSQL's host behind a real sshd. */
@RequiresRealPart({"sshd", "ssh", "ssh-keygen"})
@Timeout(240)
class ReconcileFollowIT {

    private static final WalGeometry GEOMETRY = new WalGeometry(SegmentSize.SMALLEST, SegmentNumbering.CONTINUOUS);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private RealSshd sshd;
    private DataDirectory postgres;
    private Path safe;
    private Path wals;
    private Process process;
    private SegmentName next = SegmentName.parse("000000010000000000000001");

    @BeforeEach
    void start() throws IOException {
        sshd = RealSshd.start(Account.current());
        postgres = DataDirectory.create(root.resolve("data"), SystemIdentifier.parse("17"));
        safe = Files.createDirectory(
                root.resolve("safe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        wals = Files.createDirectories(root.resolve("barman/main/wals/0000000100000000"));
        Files.createDirectory(root.resolve("spool"));
    }

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        sshd.close();
    }

    @Test
    void confirmsOverOneConnectionWhatBarmanArchivesAndEndsWhenTold() throws Exception {
        follow("--interval", "60", "--spool", root.resolve("spool").toString());
        SegmentName first = finishAndArchive();
        awaitConfirmed(first);
        SegmentName second = finishAndArchive();
        Files.createFile(root.resolve("spool").resolve(second.text()));
        awaitConfirmed(second);

        assertThat(safe.resolve(first + ".done"))
                .content()
                .contains("evidence=archived", "system_identifier=17", "confirmed_by=barman:main@");
        await().atMost(LONG).until(() -> isEmpty(root.resolve("spool")));
        assertThat(sshd.log().lines().filter(line -> line.startsWith("Accepted publickey")))
                .hasSize(1);

        assertThat(endByTerm()).isZero();
        assertThat(root.resolve("status.json")).content().contains("\"STOPPED\"");
        assertThat(safe).isDirectoryNotContaining("glob:**lease");
        assertThat(output())
                .contains("INFO: reconciled: confirmed 1")
                .doesNotContain("WARN", "Java ended")
                .hasLineCount(output().split("reconcil", -1).length - 1);
    }

    @Test
    void outlivesTheNetworkAndConfirmsWhatCameMeanwhile() throws Exception {
        follow("--interval", "1");
        awaitConfirmed(finishAndArchive());

        sshd.stop();
        SegmentName meanwhile = finishAndArchive();
        await().atMost(LONG).until(() -> status().contains("\"PRIMARY_AWAY\""));
        sshd.start();

        awaitConfirmed(meanwhile);
        await().atMost(LONG).until(() -> status().contains("\"WORKING\""));
        assertThat(output().lines().filter(line -> line.contains("PostgreSQL is away")))
                .hasSize(2); // that it went, and that it came back
        assertThat(status()).contains("\"unconfirmed\": 0", "\"last_failure\": {");
    }

    @Test
    void beginsWhilePostgresqlsHostIsAway() throws Exception {
        sshd.stop();
        process = start("status.json", "--interval", "1");
        await().atMost(LONG).until(() -> status().contains("\"REGISTRY_AWAY\""));
        sshd.start();

        awaitConfirmed(finishAndArchive());
    }

    @Test
    void oneAtATimeReconcilesARegistry() throws Exception {
        follow("--interval", "1");
        awaitConfirmed(finishAndArchive());
        Process other = start("other.json", "--interval", "1");
        try {
            await().atMost(LONG)
                    .until(() -> Files.exists(root.resolve("other.json"))
                            && Files.readString(root.resolve("other.json")).contains("\"STANDING_BY\""));

            assertThat(endByTerm()).isZero();

            SegmentName segment = finishAndArchive();
            awaitConfirmed(segment);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void confirmsOnlyWhatIsByteForBytePostgresqlsOwn() throws Exception {
        byte[] other = postgres.finish(next);
        Sha256 own = Sha256.of(other);
        other[123_456] ^= 1;
        SegmentName differing = archive(other);
        follow("--identical", "--interval", "1");
        SegmentName identical = finishAndArchive();

        awaitConfirmed(identical);
        assertThat(safe.resolve(identical + ".done")).content().contains("evidence=identical");
        await().atMost(LONG).until(() -> status().contains("\"DIFFERENT\""));
        assertThat(status())
                .contains(
                        differing + " differs",
                        "1048576 bytes with SHA-256 " + own,
                        "1048576 bytes with SHA-256 " + Sha256.of(other),
                        "first at byte 123456");
        assertThat(safe.resolve(differing + ".done")).doesNotExist();
    }

    private SegmentName finishAndArchive() throws IOException {
        return archive(postgres.finish(next));
    }

    /** As Barman does it with {@code compression = gzip}. */
    private SegmentName archive(byte[] content) throws IOException {
        SegmentName segment = next;
        Path written = wals.resolve(segment + ".tmp");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(written))) {
            out.write(content);
        }
        Files.move(written, wals.resolve(segment.text()), StandardCopyOption.ATOMIC_MOVE);
        next = GEOMETRY.next(next);
        return segment;
    }

    private void awaitConfirmed(SegmentName segment) {
        await().atMost(LONG).until(() -> Files.exists(safe.resolve(segment + ".done")));
    }

    private String status() throws IOException {
        Path file = root.resolve("status.json");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private String output() throws IOException {
        return Files.readString(root.resolve("output"));
    }

    private int endByTerm() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private void follow(String... options) throws IOException {
        process = start("status.json", options);
        if (process.isAlive()) {
            await().atMost(LONG).until(() -> status().contains("\"WORKING\"") || !process.isAlive());
        }
        assertThat(process.isAlive()).as(output()).isTrue();
    }

    private Process start(String statusFile, String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(service(statusFile));
        builder.command().addAll(List.of("--barman-home", root.resolve("barman").toString()));
        builder.command().addAll(List.of(options));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", programs().toString(), (path, ours) -> ours + ":" + path);
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(root.resolve("output").toFile()))
                .start();
    }

    /** The command of the service that the README shows, at this test's places. */
    private List<String> service(String statusFile) throws IOException {
        String unit = Files.readString(Path.of("src/main/systemd/walsafe-main.service"))
                .replace("\\\n", "")
                .replace("/opt/walsafe", System.getProperty("walsafe.home"))
                .replace("ssh://postgres@pg/~/.wal_safe_dir", "ssh://pg" + safe)
                .replace("ssh://postgres@pg/var/lib/postgresql/15/main", "ssh://pg" + postgres.path())
                .replace(
                        "/var/lib/barman/walsafe-main.json",
                        root.resolve(statusFile).toString());
        String command = unit.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findAny()
                .orElseThrow();
        return new ArrayList<>(List.of(command.substring("ExecStart=".length()).split(" +")));
    }

    /** A directory with an {@code ssh} that reads this test's configuration in place of the user's. */
    private Path programs() throws IOException {
        Path configuration = Files.writeString(
                root.resolve("ssh_config"),
                """
                Host pg
                  HostName %s
                  Port %d
                  User %s
                  IdentityFile %s
                  IdentitiesOnly yes
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile none
                """
                        .formatted(
                                RealSshd.HOST,
                                sshd.port(),
                                sshd.target().user(),
                                sshd.userKey().file(),
                                sshd.knownHosts()),
                StandardCharsets.US_ASCII);
        Path directory = Files.createDirectories(root.resolve("bin"));
        Path ssh = Files.writeString(
                directory.resolve("ssh"),
                "#!/bin/sh\nexec " + RealParts.path("ssh") + " -F " + configuration + " \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
        return directory;
    }
}
