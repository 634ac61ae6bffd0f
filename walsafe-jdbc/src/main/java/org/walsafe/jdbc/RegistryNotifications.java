package org.walsafe.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.reconcile.WakeUp;
import org.walsafe.wal.SystemIdentifier;

/**
 * Wakes as soon as a marker of a cluster is put into the table ({@code LISTEN}). It holds one connection of the database for
 * itself while it waits; while there is none, it wakes by the clock alone, and tries again at each wait.
 *
 * <p>The connections must be PgJDBC's own underneath, as most pools let it be seen ({@code unwrap}).
 *
 * @since 0.1.0
 */
public final class RegistryNotifications implements WakeUp {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryNotifications.class);

    private final Database database;
    private final String announcement;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection listening;

    /**
     * Listens from the first wait on.
     *
     * @param database where the table is; stays the caller's to close
     * @param table in which schema
     * @param cluster whose markers matter
     */
    public RegistryNotifications(Database database, RegistryTable table, SystemIdentifier cluster) {
        this.database = database;
        this.announcement = table.announcementOf(cluster);
    }

    @Override
    public Cause await(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            Connection connection = listening;
            if (connection == null) {
                listening = listen();
                return isClosed() ? end() : Cause.CHANGE;
            }
            while (!isClosed()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    return Cause.TIMEOUT;
                }
                if (isAnnounced(connection, millis)) {
                    return Cause.CHANGE;
                }
            }
            return end();
        } catch (SQLException e) {
            return isClosed() ? end() : lost(e, deadline);
        }
    }

    /** What was announced before we listened is not heard, so that the caller must look once. */
    private Connection listen() throws SQLException {
        Connection connection = database.connection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + RegistryTable.CHANNEL);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private boolean isAnnounced(Connection connection, long millis) throws SQLException {
        int wait = (int) Math.min(millis, Integer.MAX_VALUE);
        PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(wait);
        if (heard != null) {
            for (PGNotification notification : heard) {
                if (notification.getParameter().equals(announcement)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Cause lost(SQLException why, long deadline) throws InterruptedException {
        LOG.warn("{}: no longer hears of new markers, and looks by the clock: {}", database, SqlFailure.oneLine(why));
        drop();
        return pause(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }

    @Override
    public Cause pause(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS) ? Cause.CLOSED : Cause.TIMEOUT;
    }

    @Override
    public void close() {
        closed.countDown();
        drop();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private Cause end() {
        drop();
        return Cause.CLOSED;
    }

    /** Breaks the connection off, so that nobody else gets it from a pool while it listens. */
    private void drop() {
        Connection connection = listening;
        listening = null;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
                connection.close();
            } catch (SQLException broken) {
                LOG.debug("{}: the listening connection was broken already", database, broken);
            }
        }
    }
}
