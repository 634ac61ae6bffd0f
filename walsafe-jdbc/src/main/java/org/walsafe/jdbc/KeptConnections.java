package org.walsafe.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections between calls, as many as were in use at one time: for command lines, which bring no pool. A connection
 * that lay idle for a while is tried before it is given out, so that a restarted server costs no failure.
 *
 * <p>Thread-safe.
 */
final class KeptConnections implements DataSource {

    private static final int TRIAL_SECONDS = 5;

    private record Idle(PooledConnection connection, long sinceNanos) {}

    private final ConnectionPoolDataSource driver;
    private final long untriedNanos;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    KeptConnections(ConnectionPoolDataSource driver, Duration untried) {
        this.driver = driver;
        this.untriedNanos = untried.toNanos();
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (Idle kept = take(); kept != null; kept = take()) {
            Connection connection = revived(kept);
            if (connection != null) {
                return connection;
            }
        }
        PooledConnection fresh = driver.getPooledConnection();
        fresh.addConnectionEventListener(new GiveBack());
        return fresh.getConnection();
    }

    /** The last one given back, so that the others age and are found out when they are broken. */
    private synchronized @Nullable Idle take() throws SQLException {
        if (closed) {
            throw new SQLException("the connections are closed");
        }
        return idle.pollFirst();
    }

    private @Nullable Connection revived(Idle kept) throws SQLException {
        Connection connection = kept.connection.getConnection();
        boolean recent = System.nanoTime() - kept.sinceNanos < untriedNanos;
        if (recent || connection.isValid(TRIAL_SECONDS)) {
            return connection;
        }
        discard(kept.connection);
        return null;
    }

    private synchronized void keep(PooledConnection connection) {
        if (closed) {
            discard(connection);
        } else {
            idle.addFirst(new Idle(connection, System.nanoTime()));
        }
    }

    private static void discard(PooledConnection connection) {
        try {
            connection.close();
        } catch (SQLException broken) {
            // it is gone either way
        }
    }

    /** Closes the idle ones now, those in use when they are given back. */
    synchronized void close() {
        closed = true;
        idle.forEach(kept -> discard(kept.connection));
        idle.clear();
    }

    private final class GiveBack implements ConnectionEventListener {

        @Override
        public void connectionClosed(ConnectionEvent event) {
            keep((PooledConnection) event.getSource());
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            PooledConnection broken = (PooledConnection) event.getSource();
            broken.removeConnectionEventListener(this);
            discard(broken);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("all connections are of one user");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("there is no log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps no " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
