package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;

/**
 * Eight writing and eight reading processes, killed at random, cut off from the database, and taken over by its synchronous
 * standby: what one of them was told is confirmed, all of them find, then and at the end.
 */
class TableRegistryFailoverIT {

    private static final int EACH = 8;
    private static final int KILLS_OF_EACH_SORT = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path temporary;

    private Path lines;
    private String uri;

    private final Random random = new Random(6);
    private final List<Process> writers = new ArrayList<>();
    private final List<Process> readers = new ArrayList<>();
    private int starts;

    @Test
    void losesNothingAcrossKillsCutsAndTheFailoverOfTheDatabase() throws Exception {
        lines = Files.createDirectory(temporary.resolve("lines"));
        try (TestServer server = TestServer.start(PostgresRelease.V18_6)) {
            EmbeddedPostgres primary = server.postgres();
            try (Database owner = server.asSuperuser()) {
                new RegistrySchema(owner, RegistryTable.DEFAULT).install();
            }
            primary.stop(ShutdownMode.FAST);
            try (EmbeddedPostgres standby = primary.createStandby()) {
                primary.set("synchronous_standby_names", "*");
                primary.start();
                standby.start();
                uri = "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port()
                        + "/postgres?targetServerType=primary&sslmode=disable&gssEncMode=disable&user="
                        + EmbeddedPostgres.SUPERUSER + "&walsafe.cluster=" + TableRegistryClient.CLUSTER;
                try {
                    underFire(server, primary, standby);
                } finally {
                    Stream.concat(writers.stream(), readers.stream()).forEach(TableRegistryFailoverIT::kill);
                }
                assertThat(said("wrong")).isEmpty();
                assertFound(server);
            }
        }
    }

    private void underFire(TestServer server, EmbeddedPostgres primary, EmbeddedPostgres standby) throws Exception {
        for (int i = 0; i < EACH; i++) {
            writers.add(start("writer", i, server));
            readers.add(start("reader", i, server));
        }
        awaitMore("confirmed", 300);
        awaitMore("found", 300);
        for (int i = 0; i < KILLS_OF_EACH_SORT; i++) {
            restart("writer", writers, server);
            restart("reader", readers, server);
            primary.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'walsafe' ORDER BY random() LIMIT 3");
            awaitMore("confirmed", 30);
        }
        primary.stop(ShutdownMode.KILL);
        standby.set("synchronous_standby_names", "");
        standby.promote();
        awaitMore("confirmed", 300);
        awaitMore("found", 300);
    }

    private void restart(String role, List<Process> processes, TestServer server) throws IOException {
        int chosen = random.nextInt(EACH);
        kill(processes.get(chosen));
        processes.set(chosen, start(role, chosen, server));
    }

    /** Each start takes up among the files that others are at. */
    private Process start(String role, int number, TestServer server) throws IOException {
        String path = String.join(
                File.pathSeparator,
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                Path.of("target", "test-classes").toAbsolutePath().toString());
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-cp",
                        path,
                        TableRegistryClient.class.getName(),
                        role,
                        uri,
                        lines.toString(),
                        Integer.toString(number),
                        Integer.toString(100 * starts++))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        temporary.resolve("complaints").toFile()));
        builder.environment().put("PGPASSFILE", server.passwordFile(temporary).toString());
        return builder.start();
    }

    private static void kill(Process process) {
        process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void awaitMore(String word, int number) throws IOException {
        int before = said(word).size();
        await().alias("more lines with " + word + "; complaints: " + temporary.resolve("complaints"))
                .atMost(PATIENCE)
                .until(() -> said(word).size() >= before + number);
        assertThat(temporary.resolve("complaints")).isEmptyFile();
    }

    /** The whole lines that begin so. */
    private List<String> said(String word) throws IOException {
        List<String> said = new ArrayList<>();
        try (Stream<Path> files = Files.list(lines)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .filter(line -> line.startsWith(word))
                        .forEach(said::add);
            }
        }
        return said;
    }

    private void assertFound(TestServer server) throws IOException {
        System.setProperty(
                "org.postgresql.pgpassfile", server.passwordFile(temporary).toString());
        try (WalSafeRegistry registry = WalSafeRegistry.open(URI.create(uri))) {
            List<Integer> confirmed = said("confirmed").stream()
                    .map(line -> Integer.valueOf(line.substring("confirmed ".length())))
                    .distinct()
                    .toList();
            for (int number : confirmed) {
                var expected = TableRegistryClient.confirmation(number);
                assertThat(registry.lookup(expected.file())).isEqualTo(new Lookup.Confirmed(expected));
            }
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }
}
