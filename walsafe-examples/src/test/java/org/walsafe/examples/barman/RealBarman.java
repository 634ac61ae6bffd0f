package org.walsafe.examples.barman;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;
import org.walsafe.tck.RealParts;

/**
 * A real Barman of one's own, for one server called {@value #SERVER}: its own configuration and home in a temporary directory,
 * run as the user {@code barman} where the test is root's and as the test's own user otherwise. It does only what the test
 * tells it to: there is no cron. Needs the real parts {@code barman}, {@code pg_receivewal} and {@code setpriv}.
 *
 * <p>Closing ends every process that was begun for it, and removes its files, as does the end of the JVM. For one thread at a
 * time.
 */
public final class RealBarman implements AutoCloseable {

    /** What {@code barman} calls the server. */
    public static final String SERVER = "pg";

    private static final String NO_SERVER = "host=127.0.0.1 port=1 user=nobody dbname=none";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Account account;
    private final Receiver receiver;
    private final Path directory;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Process> started = new CopyOnWriteArrayList<>();
    private final Thread closeWithTheProcess = new Thread(this::endEverything, "close-barman");
    private Optional<Process> receiving = Optional.empty();

    /** What brings the WAL. */
    private enum Receiver {
        BARMAN,
        /** Barman 3.4.0 will not speak to servers before 9.6, though pg_receivewal does to 9.3. */
        PG_RECEIVEWAL
    }

    private RealBarman(String connection, Receiver receiver) {
        this.receiver = receiver;
        this.account = Account.current().isRoot() ? new Account("barman") : Account.current();
        this.directory = account.temporaryDirectory("walsafe-barman");
        settings.put("conninfo", connection);
        settings.put("streaming_conninfo", connection);
        settings.put("backup_method", "postgres");
        settings.put("archiver", "on");
        settings.put("streaming_archiver", "on");
        settings.put("path_prefix", RealParts.path("pg_receivewal").getParent().toString());
        makeDirectory("bin");
        makeDirectory("home");
        makeDirectory("home/" + SERVER);
        for (String part : List.of("base", "errors", "incoming", "streaming", "wals")) {
            makeDirectory("home/" + SERVER + "/" + part);
        }
        configure();
        Runtime.getRuntime().addShutdownHook(closeWithTheProcess);
    }

    /**
     * A Barman for {@code server}, which streams without a slot. For a server too old for it, {@code pg_receivewal} runs
     * without its help.
     */
    public static RealBarman of(EmbeddedPostgres server) {
        return of(server, server.port());
    }

    /** The same, for a server that is reached at another port than its own, as through a relay. */
    public static RealBarman of(EmbeddedPostgres server, int port) {
        String connection = "host=127.0.0.1 port=" + port + " user=" + EmbeddedPostgres.SUPERUSER + " password="
                + server.password() + " dbname=" + EmbeddedPostgres.SUPERUSER;
        return new RealBarman(
                connection,
                server.release().isAtLeast(PostgresRelease.V9_6_24) ? Receiver.BARMAN : Receiver.PG_RECEIVEWAL);
    }

    /** A Barman whose server is down. */
    public static RealBarman withoutServer() {
        return new RealBarman(NO_SERVER, Receiver.BARMAN);
    }

    /**
     * Changes its configuration.
     *
     * @param name a setting of the server's section, for example {@code post_archive_retry_script}
     * @param value its value, as it is to stand in the file
     * @return this Barman
     */
    public RealBarman set(String name, String value) {
        settings.put(name, value);
        configure();
        return this;
    }

    /** Takes a setting back. */
    public void unset(String name) {
        settings.remove(name);
        configure();
    }

    /** Has another setting take the value of one, which is taken back. */
    public void moveSetting(String name, String to) {
        String value = settings.remove(name);
        set(to, value);
    }

    private void configure() {
        List<String> lines = new ArrayList<>(List.of(
                "[barman]",
                "barman_user = " + account.name(),
                "barman_home = " + directory.resolve("home"),
                "log_file = " + directory.resolve("barman.log"),
                "log_level = DEBUG",
                "[" + SERVER + "]",
                "description = the server under test"));
        settings.forEach((name, value) -> lines.add(name + " = " + value));
        write("barman.conf", String.join("\n", lines) + "\n", "rw-------");
    }

    /** The user that it runs as. */
    public Account account() {
        return account;
    }

    /** Its configuration file. */
    public Path configuration() {
        return directory.resolve("barman.conf");
    }

    /** Its directory for the server. */
    public Path home() {
        return directory.resolve("home").resolve(SERVER);
    }

    /** Where it keeps archived WAL files. */
    public Path wals() {
        return home().resolve("wals");
    }

    /** Where {@code pg_receivewal} puts what it receives. */
    public Path streaming() {
        return home().resolve("streaming");
    }

    /** Where {@code archive_command} puts what it ships. */
    public Path incoming() {
        return home().resolve("incoming");
    }

    /** Where it puts what it refuses. */
    public Path errors() {
        return home().resolve("errors");
    }

    /** Everything that it logged. */
    public String log() throws IOException {
        Path log = directory.resolve("barman.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** Makes a directory of the user's. */
    public Path makeDirectory(String name) {
        try {
            Path made = Files.createDirectory(directory.resolve(name));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            account.own(made);
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives a file to its user. */
    public void own(Path file) {
        account.own(file);
    }

    /** Writes a file of the user's that only the user can read. */
    public Path writeFile(String name, String text) {
        return write(name, text, "rw-------");
    }

    /** Writes a program of the user's, which its hooks find by name. */
    public Path writeProgram(String name, String text) {
        return write("bin/" + name, text, "rwx------");
    }

    /**
     * Lets its user log in at a server, under the name that the user's SSH configuration gives to it. The configuration is
     * that of a program {@code ssh} in front of the real one, since the user's own home must be left alone.
     *
     * @param sshd the server
     * @param host the name for it
     */
    public void letInto(RealSshd sshd, String host) {
        letInto(sshd, host, sshd.port());
    }

    /**
     * The same, where the server is reached at another port than its own, as through a relay.
     *
     * @param sshd the server
     * @param host the name for it
     * @param port where it is reached
     */
    public void letInto(RealSshd sshd, String host, int port) {
        Path keys = makeDirectory("ssh");
        SshKey key = SshKey.make(keys, "id_ed25519", "ed25519");
        account.own(key.file());
        sshd.authorize(key.publicKey());
        Path knownHosts =
                writeFile("ssh/known_hosts", host + " " + sshd.ed25519HostKey().publicKey() + "\n");
        Path configuration = writeFile(
                "ssh/config",
                String.join(
                        "\n",
                        "Host " + host,
                        "HostName " + RealSshd.HOST,
                        "HostKeyAlias " + host,
                        "Port " + port,
                        "IdentityFile " + key.file(),
                        "UserKnownHostsFile " + knownHosts,
                        "BatchMode yes",
                        ""));
        writeProgram("ssh", "#!/bin/sh\nexec " + RealParts.path("ssh") + " -F " + configuration + " \"$@\"\n");
    }

    private Path write(String name, String text, String permissions) {
        try {
            Path file = Files.writeString(directory.resolve(name), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            account.own(file);
            return file;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs a {@code barman} command to its end.
     *
     * @param words the command, for example {@code check}, and its arguments
     * @return how it ended
     */
    public Program run(String... words) {
        return Program.run(builder(command(words)));
    }

    /**
     * Runs a {@code barman} command that must succeed.
     *
     * @param words the command and its arguments
     * @return what it said
     */
    public String require(String... words) {
        Program program = run(words);
        if (program.status() != 0) {
            throw new AssertionError("barman " + String.join(" ", words) + ": " + program + logForMessage());
        }
        return program.output();
    }

    /**
     * Runs a program as its user, which must succeed.
     *
     * @param words the program and its arguments
     * @return what it said
     */
    public String runAsItsUser(List<String> words) {
        Program program = Program.run(builder(words));
        if (program.status() != 0) {
            throw new AssertionError(String.join(" ", words) + ": " + program);
        }
        return program.output();
    }

    /** Archives what has arrived, as cron does each minute: runs the hooks, too. */
    public void archive() {
        require("archive-wal", SERVER);
    }

    /** Begins to archive what has arrived, in a process of its own. */
    public Process startArchiving() throws IOException {
        return start(command("archive-wal", SERVER));
    }

    /**
     * Begins to receive WAL, and waits until it does: what the server writes from now on arrives. Earlier WAL never does.
     *
     * @return the process, which ends when the server goes
     */
    public Process startReceiving() throws IOException {
        Process process = start(
                receiver == Receiver.BARMAN
                        ? command("receive-wal", SERVER)
                        : List.of(
                                RealParts.path("pg_receivewal").toString(),
                                "--dbname=" + settings.get("streaming_conninfo"),
                                "--no-loop",
                                "--no-password",
                                "--directory=" + streaming()));
        receiving = Optional.of(process);
        await().pollInterval(Duration.ofMillis(50)).atMost(DEADLINE).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the receiver ended" + logForMessage());
            }
            return contents(streaming()).stream().anyMatch(name -> name.endsWith(".partial"));
        });
        return process;
    }

    /** Cuts the stream off. */
    public void stopReceiving() {
        receiving.ifPresent(process -> end(() -> all(process)));
    }

    /**
     * Starts a program as the user; whatever is left of it ends when this Barman is closed.
     *
     * @param words the program and its arguments
     * @return the process
     */
    public Process start(List<String> words) throws IOException {
        ProcessBuilder builder = builder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output").toFile()));
        Process process = builder.start();
        process.getOutputStream().close();
        started.add(process);
        return process;
    }

    /** The words of a {@code barman} command. */
    public List<String> command(String... words) {
        List<String> line = new ArrayList<>(List.of(
                RealParts.path("barman").toString(), "-c", configuration().toString()));
        line.addAll(List.of(words));
        return line;
    }

    private ProcessBuilder builder(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(account.running(words)).directory(directory.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().merge("PATH", directory.resolve("bin") + ":", (path, bin) -> bin + path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", directory.toString());
        return builder;
    }

    /** Where a WAL file is, or would be, once archived. */
    public Path archivedFile(String walFile) {
        return walFile.endsWith(".history")
                ? wals().resolve(walFile)
                : wals().resolve(walFile.substring(0, 16)).resolve(walFile);
    }

    /** Whether a WAL file is archived. */
    public boolean holds(String walFile) {
        return Files.exists(archivedFile(walFile));
    }

    /** The names of the archived WAL files. */
    public SortedSet<String> archived() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        for (String entry : contents(wals())) {
            if (Files.isDirectory(wals().resolve(entry))) {
                names.addAll(contents(wals().resolve(entry)));
            } else if (entry.endsWith(".history")) {
                names.add(entry);
            }
        }
        names.removeIf(name -> name.endsWith(".tmp"));
        return names;
    }

    /** The names in one of its directories. */
    public static SortedSet<String> contents(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            SortedSet<String> names = new TreeSet<>();
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
            return names;
        }
    }

    /** What the programs said that were {@linkplain #start started}. */
    public String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    private String logForMessage() {
        try {
            String log = log();
            return "\n" + log.substring(Math.max(0, log.length() - 4000));
        } catch (IOException e) {
            return " (its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Barman's children leave its process group: they are known by the directory in their command lines. */
    private Stream<ProcessHandle> processes() {
        Stream<ProcessHandle> detached = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()));
        return Stream.concat(started.stream().flatMap(RealBarman::all), detached);
    }

    private static Stream<ProcessHandle> all(Process process) {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    private static void end(Supplier<Stream<ProcessHandle>> processes) {
        await().pollInterval(Duration.ofMillis(20)).atMost(DEADLINE).until(() -> {
            List<ProcessHandle> left =
                    processes.get().filter(ProcessHandle::isAlive).distinct().toList();
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
    }

    private void endEverything() {
        end(this::processes);
        try {
            PathUtils.deleteDirectory(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(closeWithTheProcess);
        endEverything();
    }
}
