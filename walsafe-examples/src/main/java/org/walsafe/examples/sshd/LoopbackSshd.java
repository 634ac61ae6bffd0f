package org.walsafe.examples.sshd;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A real {@code sshd} on a port of the loopback interface, with keys and a configuration of its own, that lets in the user
 * who starts it. It ends when it is closed, or with this JVM.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class LoopbackSshd implements Closeable {

    /** What it is called in {@link #clientConfig()}. */
    public static final String ALIAS = "walsafe-loopback";

    private static final int SECONDS = 20;
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path KEYGEN = Path.of("/usr/bin/ssh-keygen");

    /** Root's {@code sshd} wants it; the system's service makes it, too. */
    private static final Path RUN_DIRECTORY = Path.of("/run/sshd");

    private final Path directory;
    private final int port;
    private final Process process;
    private final Thread end = new Thread(this::kill, "walsafe sshd end");

    private LoopbackSshd(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** {@return whether OpenSSH's server is on this machine, and may be started} */
    public static boolean isThere() {
        boolean startable = !System.getProperty("user.name").equals("root") || Files.isDirectory(RUN_DIRECTORY);
        return startable && Files.isExecutable(SSHD) && Files.isExecutable(KEYGEN);
    }

    /**
     * Starts it. Blocks until it listens.
     *
     * @param directory an empty directory for its files, which also is the home directory of who logs in, so that no shell
     *     finds a profile
     * @return the server
     * @throws IOException when it does not start
     * @throws InterruptedException when the thread is interrupted
     */
    public static LoopbackSshd start(Path directory) throws IOException, InterruptedException {
        makeKey(directory.resolve("host_key"));
        makeKey(directory.resolve("id"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = Files.write(
                directory.resolve("sshd_config"),
                List.of(
                        "ListenAddress 127.0.0.1",
                        "Port " + port,
                        "HostKey " + directory.resolve("host_key"),
                        "AuthorizedKeysFile " + directory.resolve("id.pub"),
                        "StrictModes no",
                        "UsePAM no",
                        "PidFile none",
                        "SetEnv HOME=" + directory + " PATH=" + directory.resolve("bin")
                                + ":/usr/local/bin:/usr/bin:/bin",
                        "Subsystem sftp internal-sftp -d " + directory));
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .start();
        LoopbackSshd server = new LoopbackSshd(directory, port, process);
        try {
            server.awaitListening();
            server.writeClientConfig();
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        Process keygen = new ProcessBuilder(
                        KEYGEN.toString(), "-q", "-t", "ed25519", "-N", "", "-C", "walsafe", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keygen.waitFor() != 0) {
            throw new IOException("ssh-keygen made no key: " + said.strip());
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        CompletableFuture<Boolean> listening = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(listening), "walsafe sshd log");
        reader.setDaemon(true);
        reader.start();
        try {
            if (!listening.get(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("sshd ended before it listened, see " + directory.resolve("sshd_config"));
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("sshd does not listen", e);
        }
    }

    /** Its log is read to the end, or it would stand still one day. */
    private void read(CompletableFuture<Boolean> listening) {
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            log.lines().filter(line -> line.contains("Server listening")).forEach(line -> listening.complete(true));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
        listening.complete(false);
    }

    private void writeClientConfig() throws IOException {
        String key = Files.readString(directory.resolve("host_key.pub"));
        Files.writeString(knownHosts(), "[localhost]:" + port + ' ' + key);
        Files.write(
                clientConfig(),
                List.of(
                        "Host " + ALIAS,
                        "  HostName localhost",
                        "  Port " + port,
                        "  IdentityFile " + identity(),
                        "  UserKnownHostsFile " + knownHosts()));
    }

    /** {@return an SSH configuration in which {@link #ALIAS} is this server, for {@code ssh -F}} */
    public Path clientConfig() {
        return directory.resolve("ssh_config");
    }

    /**
     * Has who logs in find a program before all others of its name.
     *
     * @param name its name
     * @param script what it does, for {@code sh}
     * @throws IOException when it cannot be written
     */
    public void installProgram(String name, String script) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** {@return the file with the key that it lets in} */
    public Path identity() {
        return directory.resolve("id");
    }

    /** {@return the file with the key that it shows} */
    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** {@return the port that it listens at} */
    public int port() {
        return port;
    }

    private void kill() {
        Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException alreadyEnding) {
            // and the hook with it
        }
    }
}
