package org.walsafe.ssh.tck;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.host.HostPath;
import org.walsafe.ssh.SshConfiguration;
import org.walsafe.ssh.SshCredentials;
import org.walsafe.ssh.SshTarget;
import org.walsafe.tck.RealParts;

/**
 * A real {@code sshd} of one's own: on a free port of the loopback interface, with its own keys and configuration, running as
 * an ordinary user or as root. Needs the real parts {@code sshd}, {@code ssh-keygen} and {@code setpriv}.
 *
 * <p>One user can log in, the one it runs as, with {@link #userKey()}. Closing ends it and everything that was begun over it,
 * and removes its files.
 */
public final class RealSshd implements AutoCloseable {

    /** The name to reach it by. */
    public static final String HOST = "localhost";

    private static final int ATTEMPTS = 5;

    private final Account account;
    private List<String> settings;
    private final Path directory;
    private final Path clientDirectory;
    private final SshKey ed25519HostKey;
    private final SshKey rsaHostKey;
    private final SshKey ecdsaHostKey;
    private final SshKey userKey;
    private int port;
    private Optional<Process> process = Optional.empty();

    private RealSshd(Account account, List<String> settings) {
        this.account = account;
        this.settings = List.copyOf(settings);
        this.directory = account.temporaryDirectory("walsafe-sshd");
        this.clientDirectory = Account.current().temporaryDirectory("walsafe-ssh");
        this.ed25519HostKey = hostKey("ed25519");
        this.rsaHostKey = hostKey("rsa");
        this.ecdsaHostKey = hostKey("ecdsa");
        this.userKey = SshKey.make(clientDirectory, "id_ed25519", "ed25519");
        authorize(userKey.publicKey());
        append("user_authorities", "");
        makeRunDirectory();
    }

    private SshKey hostKey(String type) {
        SshKey key = SshKey.make(directory, "host_" + type, type);
        account.own(key.file());
        return key;
    }

    /** What {@code sshd} needs when root runs it; a package's service file makes it otherwise. */
    private void makeRunDirectory() {
        if (account.isRoot()) {
            try {
                Files.createDirectories(Path.of("/run/sshd"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /**
     * Starts a server with all three kinds of host key.
     *
     * @param account the user that it runs as
     * @param settings lines for its {@code sshd_config}; the first that sets something counts
     * @return the server, ready to be connected to
     */
    public static RealSshd start(Account account, String... settings) {
        List<String> lines = new ArrayList<>(List.of(settings));
        RealSshd server = new RealSshd(account, lines);
        server.begin();
        return server;
    }

    private void begin() {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            try {
                start();
                return;
            } catch (AssertionError e) {
                if (attempt == ATTEMPTS) {
                    close();
                    throw e;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again, after {@link #stop}, at the same port. */
    public void start() {
        Path log = directory.resolve("log");
        try {
            Files.write(directory.resolve("sshd_config"), configurationFile());
            Files.deleteIfExists(log);
            List<String> words = List.of(
                    RealParts.path("sshd").toString(),
                    "-D",
                    "-e",
                    "-f",
                    directory.resolve("sshd_config").toString());
            Process started = new ProcessBuilder(account.running(words))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process = Optional.of(started);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> log().contains("Server listening") || !started.isAlive());
            if (!started.isAlive()) {
                throw new AssertionError("sshd did not start: " + log());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it again if {@link #stop} has ended it. */
    public void startUnlessRunning() {
        if (process.isEmpty()) {
            start();
        }
    }

    /**
     * Starts it again with other settings; connections to it end.
     *
     * @param newSettings lines for its {@code sshd_config}; the first that sets something counts
     */
    public void restart(String... newSettings) {
        stop();
        settings = List.of(newSettings);
        start();
    }

    private List<String> configurationFile() {
        List<String> lines = new ArrayList<>(settings);
        if (settings.stream().noneMatch(line -> line.startsWith("HostKey "))) {
            lines.add("HostKey " + ed25519HostKey.file());
            lines.add("HostKey " + rsaHostKey.file());
            lines.add("HostKey " + ecdsaHostKey.file());
        }
        if (settings.stream().noneMatch(line -> line.startsWith("Subsystem "))) {
            lines.add("Subsystem sftp internal-sftp");
        }
        if (account.equals(Account.current())) {
            lines.add("SetEnv SHLVL=2"); // or bash reads the tester's own .bashrc, which may wait for anything
        }
        lines.addAll(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
                "TrustedUserCAKeys " + directory.resolve("user_authorities"),
                "StrictModes no",
                "UsePAM no",
                "PermitUserEnvironment no",
                "PasswordAuthentication no",
                "PidFile none",
                "LogLevel VERBOSE",
                "MaxStartups 100"));
        return lines;
    }

    /** Ends it and all connections to it. */
    public void stop() {
        process.ifPresent(running -> {
            List<ProcessHandle> all = Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            await().atMost(20, SECONDS).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        });
        process = Optional.empty();
    }

    /** Ends all connections to it; it goes on listening. */
    public void dropConnections() {
        process.ifPresent(running -> running.descendants().forEach(ProcessHandle::destroyForcibly));
    }

    /** Stops all connections to it, as a machine that hangs does: they stay open, and nothing moves on them. */
    public void freezeConnections() {
        connectionProcesses().forEach(served -> Program.run(List.of("kill", "-STOP", String.valueOf(served.pid()))));
    }

    /** The processes that serve connections to it, and what was begun over them. */
    public List<ProcessHandle> connectionProcesses() {
        return process.map(running -> running.descendants().toList()).orElse(List.of());
    }

    /** What it has logged so far. */
    public String log() {
        try {
            Path log = directory.resolve("log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Lets a key in.
     *
     * @param line a line of {@code authorized_keys}
     */
    public void authorize(String line) {
        append("authorized_keys", line + '\n');
    }

    /**
     * Lets in whom an authority certifies.
     *
     * @param authority the authority's key
     */
    public void trustUserAuthority(SshKey authority) {
        append("user_authorities", authority.publicKey() + '\n');
    }

    private void append(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whom one is when logged in. */
    public SshTarget target() {
        return new SshTarget(account.name(), HOST, port);
    }

    /** The port that it listens at. */
    public int port() {
        return port;
    }

    /** Its ed25519 host key, which clients prefer. */
    public SshKey ed25519HostKey() {
        return ed25519HostKey;
    }

    /** Its RSA host key. */
    public SshKey rsaHostKey() {
        return rsaHostKey;
    }

    /** Its ECDSA host key. */
    public SshKey ecdsaHostKey() {
        return ecdsaHostKey;
    }

    /** The key that can log in. */
    public SshKey userKey() {
        return userKey;
    }

    /** A directory of the client's, for its keys and {@code known_hosts} files. */
    public Path clientDirectory() {
        return clientDirectory;
    }

    /** A {@code known_hosts} file with its ed25519 key. */
    public Path knownHosts() {
        return knownHosts("[" + HOST + "]:" + port + ' ' + ed25519HostKey.publicKey());
    }

    /**
     * A {@code known_hosts} file.
     *
     * @param lines its lines
     * @return the file
     */
    public Path knownHosts(String... lines) {
        try {
            return Files.write(Files.createTempFile(clientDirectory, "known_hosts", ""), List.of(lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A configuration that gets in. */
    public SshConfiguration.Builder configuration() {
        return SshConfiguration.builder(target())
                .credentials(SshCredentials.KeyFile.of(userKey.file()))
                .knownHosts(List.of(knownHosts()));
    }

    /**
     * Makes a directory of the user's.
     *
     * @return an empty directory
     */
    public HostPath newDirectory() {
        try {
            Path made = Files.createTempDirectory(directory, "work");
            account.own(made);
            return new HostPath(made.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The words of a real {@code ssh} that gets in, up to and with the destination; remote words may follow.
     *
     * @param options further options, which go first
     * @return the words
     */
    public List<String> ssh(String... options) {
        List<String> words = new ArrayList<>(List.of(RealParts.path("ssh").toString(), "-F", "none"));
        words.addAll(List.of(options));
        words.addAll(List.of(
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "GlobalKnownHostsFile=none",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "ConnectTimeout=10",
                "-i",
                userKey.file().toString(),
                "-p",
                String.valueOf(port),
                account.name() + '@' + HOST));
        return words;
    }

    @Override
    public void close() {
        stop();
        try {
            PathUtils.deleteDirectory(directory);
            PathUtils.deleteDirectory(clientDirectory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
