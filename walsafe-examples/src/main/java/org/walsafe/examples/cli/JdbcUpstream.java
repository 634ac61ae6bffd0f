package org.walsafe.examples.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.clone.UpstreamFacts;
import org.walsafe.clone.UpstreamServer;
import org.walsafe.clone.UpstreamSlot;
import org.walsafe.connection.ConnectionString;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.DriverUrl;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.ReplicationSlot;
import org.walsafe.jdbc.ServerNotInspectedException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/** The upstream server of a clone, asked over SQL and, for what SQL does not tell, over the replication protocol. */
final class JdbcUpstream implements UpstreamServer {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DEFAULT_PORT = 5432;

    private static final String[] SETTINGS = {
        "archive_command",
        "archive_library",
        "archive_mode",
        "hot_standby",
        "max_replication_slots",
        "max_wal_senders",
        "wal_level"
    };

    private final ConnectionString connection;

    JdbcUpstream(ConnectionString connection) {
        this.connection = connection;
    }

    @Override
    public String name() {
        String host = connection.get("host").orElse("localhost");
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host)
                + ':'
                + connection.get("port").orElse(Integer.toString(DEFAULT_PORT));
    }

    @Override
    public UpstreamFacts look() throws IOException {
        PostgresInspection inspection = inspect();
        Optional<Identity> identity = identify();
        return new UpstreamFacts(
                inspection.versionNumber(),
                inspection.systemIdentifier().seen().or(() -> identity.map(Identity::systemIdentifier)),
                inspection.timeline().seen().or(() -> identity.map(Identity::timeline)),
                inspection.position().or(() -> identity.map(Identity::position)),
                databaseBytes(),
                settings(),
                identity.isPresent() ? UpstreamFacts.Streaming.ALLOWED : UpstreamFacts.Streaming.REFUSED);
    }

    private PostgresInspection inspect() throws IOException {
        try (Database database = Database.at(url())) {
            return new PostgresInspector(database).inspect();
        } catch (ServerNotInspectedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String url() {
        String patience = Long.toString(PATIENCE.toSeconds());
        return DriverUrl.of(
                connection,
                Map.of("loginTimeout", patience, "socketTimeout", patience, "ApplicationName", "walsafe clone"));
    }

    private record Identity(SystemIdentifier systemIdentifier, TimelineId timeline, Lsn position) {}

    /** Asks as a standby would; empty where the server does not let one in. */
    private Optional<Identity> identify() {
        String url = url() + "&replication=true&assumeMinServerVersion=9.4&preferQueryMode=simple";
        try (Connection walsender = DriverManager.getConnection(url);
                Statement statement = walsender.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return Optional.of(new Identity(
                    SystemIdentifier.parse(row.getString(1)),
                    TimelineId.of(Long.parseLong(row.getString(2))),
                    Lsn.parse(row.getString(3))));
        } catch (SQLException refused) {
            return Optional.empty();
        }
    }

    private OptionalLong databaseBytes() throws IOException {
        return ask(
                "SELECT sum(pg_catalog.pg_database_size(oid))::bigint FROM pg_catalog.pg_database"
                        + " WHERE pg_catalog.has_database_privilege(oid, 'CONNECT')",
                rows -> rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty());
    }

    private Map<String, String> settings() throws IOException {
        return ask(
                "SELECT name, setting FROM pg_catalog.pg_settings WHERE name IN ('" + String.join("', '", SETTINGS)
                        + "')",
                rows -> {
                    Map<String, String> settings = new HashMap<>();
                    while (rows.next()) {
                        settings.put(rows.getString(1), rows.getString(2));
                    }
                    return settings;
                });
    }

    @Override
    public Optional<UpstreamSlot> slot(String name) throws IOException {
        return inspect().slots().seen().stream()
                .flatMap(slots -> slots.stream())
                .filter(slot -> slot.name().equals(name))
                .map(slot -> new UpstreamSlot(name, state(slot)))
                .findFirst();
    }

    private static UpstreamSlot.State state(ReplicationSlot slot) {
        if (slot.kind() == ReplicationSlot.Kind.LOGICAL) {
            return UpstreamSlot.State.LOGICAL;
        }
        if (slot.isLost()) {
            return UpstreamSlot.State.LOST;
        }
        return slot.active() ? UpstreamSlot.State.ACTIVE : UpstreamSlot.State.IDLE;
    }

    /** From 9.6 on a slot can keep WAL before anybody has used it. */
    @Override
    public void createSlot(String name) throws IOException {
        boolean reserves = PostgresMajor.fromServerVersionNum(inspect().versionNumber())
                .filter(major -> !major.isAtLeast(PostgresMajor.V9_6))
                .isEmpty();
        ask(
                "SELECT pg_catalog.pg_create_physical_replication_slot(?" + (reserves ? ", true)" : ")"),
                rows -> rows.next(),
                name);
    }

    @Override
    public void dropSlot(String name) throws IOException {
        ask(
                "SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM pg_catalog.pg_replication_slots WHERE slot_name = ?",
                rows -> rows.next(),
                name);
    }

    /** What reads the rows of an answer. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    private <T> T ask(String sql, Reading<T> reading, String... parameters) throws IOException {
        try (Connection opened = DriverManager.getConnection(url());
                PreparedStatement statement = opened.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return reading.of(rows);
            }
        } catch (SQLException e) {
            throw new IOException(name() + ": " + e.getMessage(), e);
        }
    }
}
