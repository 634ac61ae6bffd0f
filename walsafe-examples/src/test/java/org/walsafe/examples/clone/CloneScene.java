package org.walsafe.examples.clone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.host.ShellWord;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;
import org.walsafe.tck.RealParts;

/**
 * A primary, its Barman behind an sshd that is not at port 22, and the machine of the standby to be: PostgreSQL's user there,
 * with an SSH configuration in which Barman's host is called {@code backup}, a password file, and room for data directories.
 */
final class CloneScene implements AutoCloseable {

    static final Account USER = Account.ordinary();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres primary;
    private final RealBarman barman;
    private final RealSshd sshd;
    private final Path directory = USER.temporaryDirectory("walsafe-clone");
    private final List<RunningStandby> standbys = new ArrayList<>();

    CloneScene(EmbeddedPostgres primary, RealBarman barman) throws IOException {
        this.primary = primary;
        this.barman = barman;
        this.sshd = RealSshd.start(barman.account());
        SshKey key = SshKey.make(directory, "id_ed25519", "ed25519");
        USER.own(key.file());
        sshd.authorize(key.publicKey());
        write("known_hosts", "backup " + sshd.ed25519HostKey().publicKey() + "\n");
        write(
                "ssh_config",
                String.join(
                        "\n",
                        "Host backup",
                        "HostName " + RealSshd.HOST,
                        "HostKeyAlias backup",
                        "Port " + sshd.port(),
                        "User " + barman.account().name(),
                        "IdentityFile " + key.file(),
                        "UserKnownHostsFile " + directory.resolve("known_hosts"),
                        "IdentitiesOnly yes",
                        "BatchMode yes",
                        ""));
        write("pgpass", "*:*:*:*:" + primary.password() + "\n");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        write("bin/ssh", "#!/bin/sh\nexec " + RealParts.path("ssh") + " -F " + sshConfiguration() + " \"$@\"\n");
        Files.setPosixFilePermissions(bin, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(bin.resolve("ssh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    EmbeddedPostgres primary() {
        return primary;
    }

    RealBarman barman() {
        return barman;
    }

    RealSshd sshd() {
        return sshd;
    }

    Path sshConfiguration() {
        return directory.resolve("ssh_config");
    }

    /** A path on the standby's machine. */
    Path path(String name) {
        return directory.resolve(name);
    }

    /** Makes a directory of the user's there. */
    Path makeDirectory(String name) throws IOException {
        Path made = directory;
        for (Path step : Path.of(name)) {
            made = made.resolve(step);
            if (!Files.exists(made)) {
                Files.createDirectory(made);
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
                USER.own(made);
            }
        }
        return made;
    }

    /** Writes a file of the user's there. */
    Path write(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        USER.own(file);
        return file;
    }

    /** How the standby is to connect to the primary. */
    String conninfo() {
        return "host=127.0.0.1 port=" + primary.port() + " user=" + EmbeddedPostgres.SUPERUSER + " passfile="
                + directory.resolve("pgpass");
    }

    /** A repmgr.conf, whose further lines are {@code settings}. */
    Path repmgrConf(Path target, String... settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "node_id=2",
                "node_name='standby 2'",
                "conninfo='host=127.0.0.1 user=repmgr dbname=repmgr'",
                "data_directory='" + target + "'",
                "barman_host='backup'",
                "barman_server='" + RealBarman.SERVER + "'",
                "barman_config='" + barman.configuration() + "'",
                "ssh_options='-q -F " + sshConfiguration() + "'"));
        lines.addAll(List.of(settings));
        return write("repmgr.conf", String.join("\n", lines) + "\n");
    }

    /** Runs {@code walsafe clone} as the user. */
    Program walsafe(String... words) {
        return run(clone(words));
    }

    private static List<String> clone(String... words) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("walsafe.home"), "bin", "walsafe").toString(), "clone"));
        all.addAll(List.of(words));
        return all;
    }

    /** Begins {@code walsafe clone} as the user. */
    RunningClone begin(Path target, String... words) throws IOException {
        Path output = Files.createTempFile(directory, "clone", ".out");
        Process process = builder(USER.running(clone(words)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        return new RunningClone(process, output, target);
    }

    /** The line with which the tester's shell runs {@code walsafe clone} as the user. */
    String commandLine(String... words) {
        return ShellWord.commandLine(USER.running(clone(words)));
    }

    /** Runs a program as the tester, who may be root, but in the user's surroundings. */
    Program runAsTester(List<String> words) {
        return Program.run(builder(words));
    }

    /** Runs Debian's {@code repmgr standby clone} as the user, without asking the primary, over whatever is there. */
    Program repmgr(Path conf) {
        return run(List.of(
                RealParts.path("repmgr").toString(),
                "-f",
                conf.toString(),
                "--force",
                "--no-upstream-connection",
                "--upstream-conninfo=" + conninfo(),
                "standby",
                "clone"));
    }

    Program run(List<String> words) {
        return Program.run(builder(USER.running(words)));
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PGPASSFILE", directory.resolve("pgpass").toString());
        environment.put("HOME", directory.toString());
        return builder;
    }

    /** Completes a segment, and has Barman archive it; that waits for the beginning of the next. */
    void archiveSegment() throws SQLException {
        String segment = primary.switchSegment();
        primary.query("select txid_current()");
        await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).until(() -> {
            barman.archive();
            return barman.archived().contains(segment);
        });
    }

    /** Has Barman take a backup, and archive the WAL that it needs; says which. */
    String backup() throws IOException, SQLException {
        barman.require("backup", RealBarman.SERVER);
        archiveSegment();
        barman.require("check-backup", RealBarman.SERVER, "latest");
        return RealBarman.contents(barman.home().resolve("base")).last();
    }

    /** The directory of a backup's files. */
    Path files(String backup) {
        return barman.home().resolve("base").resolve(backup).resolve("data");
    }

    /** Starts a standby by the line that {@code walsafe clone} printed, at a port of its own. */
    RunningStandby start(Path data) throws IOException, InterruptedException {
        RunningStandby standby = RunningStandby.start(this, data);
        standbys.add(standby);
        return standby;
    }

    @Override
    public void close() {
        standbys.forEach(RunningStandby::close);
        sshd.close();
        barman.close();
        primary.close();
        try {
            PathUtils.deleteDirectory(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
