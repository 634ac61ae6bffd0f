package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostUnreachableException;

/**
 * A database to work with: where connections come from, what it is called in messages, and how long it may take over one
 * statement.
 *
 * <p>Thread-safe where the data source is: each call takes a connection of its own, and gives it back. Callers who make a
 * {@code Database} close it.
 *
 * @since 0.1.0
 */
public final class Database implements AutoCloseable {

    /** How long a statement may take where nothing else is said. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(20);

    private final DataSource connections;
    private final String name;
    private final StatementLimit limit;
    private final Runnable release;

    private Database(DataSource connections, String name, StatementLimit limit, Runnable release) {
        this.connections = connections;
        this.name = name;
        this.limit = limit;
        this.release = release;
    }

    /**
     * The database that the caller's own data source, a pool as a rule, leads to; {@link #close} leaves it alone.
     *
     * @param connections leads to the database. Its own time limits (PgJDBC: {@code loginTimeout}, {@code socketTimeout})
     *     decide how long a server may be silent
     * @param name the database in messages, without secrets and on one line
     * @param perStatement how long a statement may take; rounded up to whole seconds
     * @return the database, nothing of which was asked yet
     * @throws IllegalArgumentException where {@code perStatement} is not positive
     */
    public static Database of(DataSource connections, String name, Duration perStatement) {
        return new Database(connections, name, StatementLimit.of(perStatement), () -> {});
    }

    /**
     * The database at a URL, over a few connections that are kept until {@link #close}. Unless the URL says otherwise, a
     * server that does not let us in within 10 seconds, or is silent for 30, has failed.
     *
     * <p>Passwords come from the password file ({@code ~/.pgpass}, {@code PGPASSFILE}) or a {@code service=}, as the driver
     * reads them.
     *
     * @param url as {@link DatabaseUrl} says
     * @return the database, nothing of which was asked yet
     * @throws IllegalArgumentException where that is no such URL; the text is not repeated
     */
    public static Database at(String url) {
        DatabaseUrl address = new DatabaseUrl(url);
        KeptConnections kept = new KeptConnections(DriverSettings.of(address), Duration.ofSeconds(1));
        return new Database(kept, address.toString(), StatementLimit.of(DEFAULT_LIMIT), kept::close);
    }

    /** {@return what it is called in messages} */
    public String name() {
        return name;
    }

    /** Releases the connections that are its own; idempotent, never throws. */
    @Override
    public void close() {
        release.run();
    }

    @Override
    public String toString() {
        return name;
    }

    /** A connection of the caller's, to be closed. */
    Connection connection() throws SQLException {
        return connections.getConnection();
    }

    /**
     * Runs statements each of which is a transaction of its own.
     *
     * @param place what to call it in messages: the database's name, or more than that
     */
    <T> T ask(String place, SqlWork<T> work) throws IOException {
        try (Connection connection = connections.getConnection()) {
            return work.run(new Session(connection, limit));
        } catch (SQLException e) {
            throw SqlFailure.explained(place, e);
        }
    }

    /**
     * Runs statements as one transaction, in which each statement sees what others have committed before it.
     *
     * @param place what to call it in messages: the database's name, or more than that
     */
    <T> T transact(String place, SqlWork<T> work) throws IOException {
        try (Connection connection = connections.getConnection()) {
            boolean usual = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                Session session = new Session(connection, limit);
                session.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
                T result = work.run(session);
                connection.clearWarnings();
                connection.commit();
                requireDurable(place, connection.getWarnings());
                connection.setAutoCommit(usual);
                return result;
            } catch (SQLException | IOException | RuntimeException e) {
                abandon(connection, usual, e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailure.explained(place, e);
        }
    }

    /** A server that was told not to wait for its synchronous standbys any longer commits with a warning. */
    private static void requireDurable(String place, @Nullable SQLWarning warning) throws IOException {
        if (warning != null) {
            throw new HostUnreachableException(
                    place + ": " + SqlFailure.oneLine(warning),
                    "Its synchronous standby may not hold this yet; see why it does not answer, and try again.",
                    warning);
        }
    }

    /** Rolls back before the connection goes to somebody else; one that is broken has nothing to roll back. */
    private static void abandon(Connection connection, boolean autoCommit, Exception why) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException broken) {
            why.addSuppressed(broken);
        }
    }
}
