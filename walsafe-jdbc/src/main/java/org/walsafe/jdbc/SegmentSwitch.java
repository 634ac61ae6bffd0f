package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.walsafe.wal.SegmentName;

/**
 * Has a primary complete the segment that it writes, PostgreSQL 9.3 to 18.
 *
 * <p>Thread-safe where the database's data source is.
 *
 * @param server any database of the primary; stays the caller's to close
 * @since 0.1.0
 */
public record SegmentSwitch(Database server) {

    /**
     * Does it. A transaction that changes nothing comes first, since a server completes no segment in which there is nothing.
     * Blocks until the server has answered.
     *
     * @return the segment that is complete now
     * @throws IOException when the server refused, is a standby, or could not be asked
     */
    public SegmentName run() throws IOException {
        return server.ask(server.name(), session -> {
            session.execute("SELECT pg_catalog.txid_current()");
            boolean walNames = session.version().isAtLeast(ServerVersion.V10);
            return SegmentName.parse(text(
                    session,
                    walNames
                            ? "SELECT pg_catalog.pg_walfile_name(pg_catalog.pg_switch_wal())"
                            : "SELECT pg_catalog.pg_xlogfile_name(pg_catalog.pg_switch_xlog())"));
        });
    }

    private static String text(Session session, String sql) throws SQLException {
        try (PreparedStatement query = session.prepare(sql);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }
}
