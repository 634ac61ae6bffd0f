package org.walsafe.examples.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.ssh.tck.Program;

/** A standby in a directory that was cloned. */
final class RunningStandby implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final CloneScene scene;
    private final Path data;
    private final int port;
    private Optional<ProcessHandle> server = Optional.empty();

    private RunningStandby(CloneScene scene, Path data, int port) {
        this.scene = scene;
        this.data = data;
        this.port = port;
    }

    static RunningStandby start(CloneScene scene, Path data) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        RunningStandby standby = new RunningStandby(scene, data, port);
        Program program = scene.run(standby.pgCtl("-W", "-l", data + ".log", "-o", "-p " + port, "start"));
        if (program.status() != 0) {
            throw new AssertionError(program);
        }
        return standby;
    }

    /** The server's process, as long as its directory tells. */
    private Optional<ProcessHandle> process() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
        } catch (IOException | UncheckedIOException | NumberFormatException gone) {
            return Optional.empty();
        }
    }

    private List<String> pgCtl(String... words) {
        List<String> all = new ArrayList<>(
                List.of(scene.primary().programs().resolve("pg_ctl").toString(), "-D", data.toString()));
        all.addAll(List.of(words));
        return all;
    }

    /** Waits until a query answers as it should. */
    void awaitAnswer(String sql, String answer) {
        await("the answer to " + sql)
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask(sql)).isEqualTo(answer));
        server = process();
    }

    private String ask(String sql) {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + EmbeddedPostgres.SUPERUSER + "?user="
                + EmbeddedPostgres.SUPERUSER + "&password=" + scene.primary().password();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        } catch (SQLException notYet) {
            return String.valueOf(notYet.getMessage());
        }
    }

    @Override
    public void close() {
        scene.run(pgCtl("-m", "immediate", "-w", "stop"));
        server.ifPresent(ProcessHandle::destroyForcibly); // where something took its files away
    }
}
