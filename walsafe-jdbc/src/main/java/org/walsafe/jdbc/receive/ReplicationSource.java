package org.walsafe.jdbc.receive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.walsafe.jdbc.DatabaseUrl;

/**
 * A server that WAL is streamed from, by the URL of the PostgreSQL driver. Its user needs {@code REPLICATION}, and a line for
 * the database {@code replication} in {@code pg_hba.conf}. Passwords come from the password file or a {@code service=}.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class ReplicationSource {

    private final DatabaseUrl url;

    private ReplicationSource(DatabaseUrl url) {
        this.url = url;
    }

    /**
     * A server; nothing is connected yet.
     *
     * @param url as {@link DatabaseUrl} says
     * @return the source
     * @throws IllegalArgumentException where that is no such URL; the text is not repeated
     */
    public static ReplicationSource at(String url) {
        return new ReplicationSource(new DatabaseUrl(url));
    }

    /**
     * A physical replication connection. The driver sends {@code replication=true} only to servers that it is told to be 9.4
     * or newer; 9.3 understands it as well.
     *
     * @param silence after which a read fails; rounded up to whole seconds
     */
    ReplicationConnection connect(Duration silence) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("replication", "true");
        settings.setProperty("assumeMinServerVersion", "9.4");
        settings.setProperty("preferQueryMode", "simple");
        settings.setProperty("loginTimeout", "10");
        settings.setProperty(
                "socketTimeout", Long.toString(silence.plusNanos(999_999_999).toSeconds()));
        settings.setProperty("tcpKeepAlive", "true");
        settings.setProperty("ApplicationName", "walsafe receive");
        Connection connection = new Driver().connect(url.text(), settings);
        if (connection == null) {
            throw new SQLException("the driver does not accept the URL of " + this);
        }
        return new ReplicationConnection(connection);
    }

    /** The URL without its parameters. */
    @Override
    public String toString() {
        return url.toString();
    }
}
