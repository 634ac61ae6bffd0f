package org.walsafe.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.walsafe.jdbc.PgSettings.Setting;
import org.walsafe.wal.SystemIdentifier;

/**
 * Asks a PostgreSQL server what decides about its archiving: version, identity, segment size, archive mode and command.
 * Works from 9.3 to 18 and needs no privilege beyond what every user has by default.
 *
 * <p>Thread-safe where the data source is: each call takes a connection of its own, and gives it back.
 *
 * @since 0.1.0
 */
public final class ServerInspector {

    private final DataSource server;
    private final int secondsPerQuery;

    /**
     * @param server leads to any database of the server. Its own time limits (PgJDBC: {@code loginTimeout}, {@code
     *     socketTimeout}) decide how long a server may be silent
     * @param perQuery how long the server may take over each of the two queries; rounded up to whole seconds
     * @throws IllegalArgumentException where {@code perQuery} is not positive
     */
    public ServerInspector(DataSource server, Duration perQuery) {
        if (perQuery.isNegative() || perQuery.isZero()) {
            throw new IllegalArgumentException("the time for a query must be positive, not " + perQuery);
        }
        this.server = server;
        this.secondsPerQuery = Math.toIntExact(perQuery.plusNanos(999_999_999).toSeconds());
    }

    /**
     * Asks the server. Blocks until it has answered or a time limit has passed.
     *
     * @return its answers, which are of one moment each
     * @throws ServerNotInspectedException where it could not be asked, or its answers make no sense
     */
    public ServerInspection inspect() {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(secondsPerQuery);
            PgSettings settings = settings(statement);
            return new ServerInspection(
                    settings.versionNumber(),
                    settings.tellTheSystemIdentifier() ? Optional.of(systemIdentifier(statement)) : Optional.empty(),
                    settings.segmentSize(),
                    settings.archiveMode(),
                    settings.archiveCommand(),
                    settings.archiveLibrary());
        } catch (SQLException e) {
            throw new ServerNotInspectedException(e);
        }
    }

    private static PgSettings settings(Statement statement) throws SQLException {
        Map<String, Setting> byName = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(PgSettings.QUERY)) {
            while (rows.next()) {
                byName.put(rows.getString(1), new Setting(rows.getString(2), rows.getString(3)));
            }
        }
        return new PgSettings(byName);
    }

    /** SQL shows the unsigned number as a signed one. */
    private static SystemIdentifier systemIdentifier(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT system_identifier FROM pg_catalog.pg_control_system()")) {
            rows.next();
            return new SystemIdentifier(rows.getLong(1));
        }
    }
}
