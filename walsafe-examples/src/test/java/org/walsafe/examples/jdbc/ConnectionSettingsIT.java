package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.ReplicationSource;
import org.walsafe.jdbc.receive.WalReceiver;

/** How commands get into a server, and that nobody sees the password with which they do. */
class ConnectionSettingsIT {

    private static final int REFUSED = 2;
    private static final int UNKNOWN = 3;
    private static final String SECRET = "never-to-be-shown";

    @TempDir
    private Path temporary;

    private TestServer server;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void startTheServer() throws Exception {
        server =
                TestServer.start(EmbeddedPostgres.builder(PostgresRelease.V18_6).setting("archive_mode", "on"));
        postgres = server.postgres();
    }

    @AfterEach
    void endTheServer() {
        server.close();
    }

    @Test
    void showsThePasswordToNobodyWhoLooksAtProcesses() throws Exception {
        Path received = Files.createDirectory(temporary.resolve("received"));
        Map<String, String> passwords = Map.of("PGPASSFILE", passwordFile());
        walsafe(0, passwords, List.of("registry", "create", server.urlWithoutPassword()));
        try (WalsafeProcess receiver = WalsafeProcess.start(
                passwords,
                List.of("receive", "--from", server.urlWithoutPassword(), "--directory", received.toString()))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> postgres.query("SELECT count(*) FROM pg_stat_replication")
                            .equals("1"));
            try (WalsafeProcess doctor = WalsafeProcess.start(
                    passwords,
                    List.of(
                            "doctor",
                            "--server",
                            server.urlWithoutPassword(),
                            "--registry",
                            server.urlWithoutPassword() + "&walsafe.cluster=7",
                            "--probe",
                            "--patience",
                            "2"))) {
                List<String> seen = new ArrayList<>();
                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    seen.addAll(commandLinesOfTheMachine());
                    return !doctor.isRunning();
                });
                assertThat(seen)
                        .anyMatch(line -> line.contains("receive") && line.contains(received.toString()))
                        .anyMatch(line -> line.contains("doctor"))
                        .noneMatch(line -> line.contains(postgres.password()));
                assertThat(doctor.output()).doesNotContain(postgres.password());
            }
            assertThat(receiver.terminate()).isZero();
            assertThat(receiver.output()).doesNotContain(postgres.password());
        }
    }

    /** All processes, in case one of ours starts another. */
    private static List<String> commandLinesOfTheMachine() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .flatMap(process -> commandLine(process).stream())
                    .toList();
        }
    }

    private static Optional<String> commandLine(Path process) {
        try {
            return Optional.of(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("No such process")) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void repeatsNoPasswordWhatEverFails() throws Exception {
        String url = server.urlWithoutPassword() + "&password=" + SECRET;
        try (Database database = Database.at(url);
                WalReceiver receiver = new WalReceiver(ReceiverConfig.of(ReplicationSource.at(url), temporary))) {
            assertThatThrownBy(() -> new PostgresInspector(database).inspect()).satisfies(this::hidesTheSecret);
            assertThat(List.of(
                                    database,
                                    ReplicationSource.at(url),
                                    receiver,
                                    ReceiverConfig.of(ReplicationSource.at(url), temporary))
                            .toString())
                    .doesNotContain(SECRET);
        }
        String registry = url + "&walsafe.cluster=7";
        for (List<String> words : List.of(
                List.of("registry", "create", url),
                List.of("receive", "--from", url, "--directory", temporary.toString()),
                List.of("doctor", "--server", url),
                List.of("reconcile", "--primary", url, "--archive", "/nowhere", "--registry", "/nowhere"),
                List.of("list", "--registry", registry),
                List.of("gate", "--registry", registry, "pg_wal/000000010000000000000001", "000000010000000000000001"),
                List.of("registry", "create", "jdbc:postgresql://walsafe:" + SECRET + "@127.0.0.1:5432/postgres"),
                List.of("list", "--registry", "jdbc:postgresql://w:" + SECRET + "@pg/postgres?walsafe.cluster=7"))) {
            assertThat(walsafe(REFUSED, Map.of(), words)).isNotEmpty().doesNotContain(SECRET);
        }
    }

    private void hidesTheSecret(Throwable failure) {
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).contains("password authentication failed").doesNotContain(SECRET);
    }

    @Test
    void takesThePasswordFromAPasswordFileOrAServiceFile() throws Exception {
        Path services = temporary.resolve("pg_service.conf");
        Files.writeString(
                services,
                "[fleet]\nhost=127.0.0.1\nport=" + postgres.port() + "\ndbname=postgres\nuser="
                        + EmbeddedPostgres.SUPERUSER + "\npassword=" + postgres.password() + "\nsslmode=disable\n");
        Map<String, String> service = Map.of("PGSERVICEFILE", services.toString());

        assertThat(walsafe(0, service, List.of("registry", "create", "jdbc:postgresql://?service=fleet")))
                .contains("version 1 now");
        assertThat(walsafe(
                        0,
                        service,
                        List.of("list", "--registry", "jdbc:postgresql://?service=fleet&walsafe.cluster=7")))
                .isEmpty();
        assertThat(walsafe(
                        0,
                        Map.of("PGPASSFILE", passwordFile()),
                        List.of("registry", "create", server.urlWithoutPassword())))
                .contains("version 1 already");
        assertThat(walsafe(UNKNOWN, Map.of(), List.of("registry", "create", server.urlWithoutPassword())))
                .contains("password", "password file");
    }

    @Test
    void checksTheServersCertificate() throws Exception {
        ServerCertificate own = ServerCertificate.of("localhost", temporary);
        ServerCertificate foreign = ServerCertificate.of("elsewhere", temporary);
        Path ownRoot = Files.writeString(temporary.resolve("own.crt"), own.certificate());
        Path foreignRoot = Files.writeString(temporary.resolve("foreign.crt"), foreign.certificate());
        postgres.stop(ShutdownMode.FAST);
        postgres.set(
                "ssl_cert_file",
                postgres.writeScript("server.crt", own.certificate()).toString());
        postgres.set(
                "ssl_key_file", postgres.writeScript("server.key", own.key()).toString());
        postgres.set("ssl", "on");
        postgres.start();

        assertThat(create(0, "localhost", ownRoot)).contains("version 1 now");
        assertThat(postgres.query("SELECT count(*) FROM pg_stat_ssl WHERE ssl")).isEqualTo("0");
        assertThat(create(UNKNOWN, "localhost", foreignRoot)).contains("SSL", "certif");
        assertThat(create(UNKNOWN, "127.0.0.1", ownRoot)).contains("hostname");

        Path received = Files.createDirectory(temporary.resolve("received"));
        try (RunningReceiver receiver = RunningReceiver.start(ReceiverConfig.of(
                ReplicationSource.at(verified("localhost", ownRoot) + "&password=" + postgres.password()), received))) {
            receiver.awaitStreaming();
            assertThat(postgres.query("SELECT ssl::text FROM pg_stat_replication JOIN pg_stat_ssl USING (pid)"))
                    .isEqualTo("true");
        }
    }

    private String create(int status, String host, Path root) throws Exception {
        return walsafe(
                status, Map.of("PGPASSFILE", passwordFile()), List.of("registry", "create", verified(host, root)));
    }

    private String verified(String host, Path root) {
        return "jdbc:postgresql://" + host + ':' + postgres.port() + "/postgres?sslmode=verify-full&sslrootcert=" + root
                + "&gssEncMode=disable&user=" + EmbeddedPostgres.SUPERUSER;
    }

    private String passwordFile() throws IOException {
        Path file = server.passwordFile(temporary);
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("127.0.0.1:", "localhost:*:*:postgres:" + postgres.password() + "\n127.0.0.1:"));
        return file.toString();
    }

    private static String walsafe(int status, Map<String, String> environment, List<String> words) throws Exception {
        try (WalsafeProcess process = WalsafeProcess.start(environment, words)) {
            assertThat(process.awaitEnd()).as(words + ": " + process.output()).isEqualTo(status);
            return process.output();
        }
    }
}
