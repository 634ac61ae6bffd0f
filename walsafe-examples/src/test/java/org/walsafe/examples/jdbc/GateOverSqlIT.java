package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.jdbc.TableMarkerStore;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** {@code walsafe gate} with its registry in a database: what PostgreSQL's archiver sees of it. */
class GateOverSqlIT {

    private static final int PENDING = 1;
    private static final int REFUSED = 2;
    private static final int UNKNOWN = 3;

    @TempDir
    private Path temporary;

    private TestServer server;
    private EmbeddedPostgres postgres;
    private String segment;

    @BeforeEach
    void startTheServer() throws Exception {
        server = TestServer.start(PostgresRelease.V18_6);
        postgres = server.postgres();
        segment = postgres.switchSegment();
    }

    @AfterEach
    void endTheServer() {
        server.close();
    }

    @Test
    void letsGoWhatIsConfirmedAndNothingElse() throws Exception {
        assertThat(gate(REFUSED, "")).contains("missing", "walsafe registry create");
        try (Database owner = server.asSuperuser()) {
            new RegistrySchema(owner, RegistryTable.DEFAULT).install();
            assertThat(gate(PENDING, "")).contains(segment);

            try (WalSafeRegistry registry =
                    new MarkerRegistry(TableMarkerStore.in(owner, RegistryTable.DEFAULT, new SystemIdentifier(7)))) {
                registry.confirm(Confirmation.unattested(WalFileName.parse(segment)));
            }
            assertThat(gate(0, "")).isEmpty();
        }
        assertThat(gate(UNKNOWN, "&user=stranger")).contains("password", "Check the user");
    }

    @Test
    void doesNotKnowWhatItCannotAsk() throws Exception {
        try (Database owner = server.asSuperuser()) {
            new RegistrySchema(owner, RegistryTable.DEFAULT).install();
        }
        try (Connection blocker = postgres.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE walsafe.marker");
            assertThat(gate(UNKNOWN, "&socketTimeout=2")).contains(segment);
        }
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(gate(UNKNOWN, silent.getLocalPort(), "&loginTimeout=2")).isNotEmpty();
        }
        postgres.stop(ShutdownMode.FAST);
        assertThat(gate(UNKNOWN, "")).contains("Check that the server runs");
        try (EmbeddedPostgres standby = postgres.createStandby()) {
            standby.start();
            assertThat(gate(PENDING, standby.port(), "")).contains(segment);
            assertThat(gate(UNKNOWN, standby.port(), "&targetServerType=primary"))
                    .isNotEmpty();
        }
    }

    private String gate(int status, String parameters) throws Exception {
        return gate(status, postgres.port(), parameters);
    }

    /** The gate's words, where it ends with {@code status}. */
    private String gate(int status, int port, String parameters) throws Exception {
        String user = parameters.contains("user=") ? "" : "&user=" + EmbeddedPostgres.SUPERUSER;
        try (WalsafeProcess gate = WalsafeProcess.start(
                Map.of("PGPASSFILE", server.passwordFile(temporary).toString()),
                List.of(
                        "gate",
                        "--registry",
                        "jdbc:postgresql://127.0.0.1:" + port
                                + "/postgres?sslmode=disable&gssEncMode=disable&walsafe.cluster=7" + user + parameters,
                        postgres.walDirectory().resolve(segment).toString(),
                        segment))) {
            assertThat(gate.awaitEnd()).as(gate.output()).isEqualTo(status);
            return gate.output();
        }
    }
}
