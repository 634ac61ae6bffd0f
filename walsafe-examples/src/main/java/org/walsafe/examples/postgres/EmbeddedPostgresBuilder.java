package org.walsafe.examples.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates an {@link EmbeddedPostgres}: an empty cluster with its settings. Not thread-safe; good for one server.
 *
 * <p>Unless set otherwise: it listens on a free port of the loopback interface, writes enough WAL for archiving and for a
 * standby, leaves checkpoints to {@link EmbeddedPostgres#checkpoint}, and does not fsync, because it never outlives a crash
 * of the operating system.
 *
 * @since 0.1.0
 */
public final class EmbeddedPostgresBuilder {

    private static final Duration INITDB_DEADLINE = Duration.ofMinutes(2);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final PostgresRelease release;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> initdbOptions = new ArrayList<>();
    private Optional<String> user = Optional.empty();

    EmbeddedPostgresBuilder(PostgresRelease release) {
        this.release = release;
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LC_ALL", "C");
    }

    /** Sets a parameter of {@code postgresql.conf}. */
    public EmbeddedPostgresBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Sets a variable of the server's environment, which its {@code archive_command} inherits. */
    public EmbeddedPostgresBuilder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Chooses the size of a segment in megabytes, a power of two; PostgreSQL 11 and newer. */
    public EmbeddedPostgresBuilder segmentMegabytes(int megabytes) {
        initdbOptions.add("--wal-segsize=" + megabytes);
        return this;
    }

    /**
     * Chooses the system user that the server runs as, when this process is root; every other process must name its own.
     */
    public EmbeddedPostgresBuilder runAs(String userName) {
        user = Optional.of(userName);
        return this;
    }

    /**
     * Creates the cluster; the server is not yet started.
     *
     * @throws PostgresFailedException when {@code initdb} failed
     * @throws IOException when its files could not be written
     * @throws InterruptedException when the thread was interrupted
     */
    public EmbeddedPostgres create() throws IOException, InterruptedException {
        PostgresInstallation installation = PostgresInstallation.of(release);
        ServerUser serverUser = user.isPresent() ? ServerUser.named(user.get()) : ServerUser.ofThisProcess();
        ClusterDirectory directory = ClusterDirectory.create(release, serverUser);
        EmbeddedPostgres.Access access = new EmbeddedPostgres.Access(freePort(), randomPassword());
        EmbeddedPostgres server = new EmbeddedPostgres(installation, directory, access, environment);
        try {
            initdb(installation, directory, access);
            directory.append("postgresql.conf", configuration(access.port()));
            directory.write("pg_hba.conf", "host all,replication all 127.0.0.1/32 md5\n");
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void initdb(PostgresInstallation installation, ClusterDirectory directory, EmbeddedPostgres.Access access)
            throws IOException, InterruptedException {
        Path password = directory.writeScript("password", access.password() + "\n");
        List<String> words = new ArrayList<>(List.of(
                installation.program("initdb"),
                "--pgdata=" + directory.data(),
                "--username=" + EmbeddedPostgres.SUPERUSER,
                "--auth=md5",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--nosync"));
        words.addAll(initdbOptions);
        Postmaster.run(directory, words, environment, INITDB_DEADLINE);
        Files.delete(password);
    }

    private String configuration(int port) {
        StringBuilder lines = new StringBuilder("\n")
                .append("listen_addresses = '127.0.0.1'\n")
                .append("port = ")
                .append(port)
                .append("\nunix_socket_directories = ''\n")
                .append("wal_level = hot_standby\n")
                .append("hot_standby = on\n")
                .append("max_wal_senders = 4\n")
                .append("checkpoint_timeout = 1h\n")
                .append("fsync = off\n")
                .append(release.rareCheckpoints());
        settings.forEach((name, value) -> lines.append(EmbeddedPostgres.settingLine(name, value)));
        return lines.toString();
    }

    /** A port below those that outgoing connections take, so that it stays ours while the server is down. */
    static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = 20_000 + RANDOM.nextInt(12_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (java.net.BindException taken) {
                // the next attempt takes another
            }
        }
        throw new IOException("no free port between 20000 and 32000 on the loopback interface");
    }

    private static String randomPassword() {
        return Long.toHexString(RANDOM.nextLong()) + Long.toHexString(RANDOM.nextLong());
    }
}
