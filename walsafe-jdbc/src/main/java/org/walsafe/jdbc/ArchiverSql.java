package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Reads {@code pg_stat_archiver}, which everybody may (9.4 and newer). */
final class ArchiverSql {

    private ArchiverSql() {}

    static ArchiverStatistics read(Session session) throws SQLException {
        try (PreparedStatement query = session.prepare("SELECT archived_count, last_archived_wal, last_archived_time,"
                        + " failed_count, last_failed_wal, last_failed_time FROM pg_catalog.pg_stat_archiver");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return new ArchiverStatistics(
                    rows.getLong(1),
                    Optional.ofNullable(rows.getString(2)),
                    instant(rows, 3),
                    rows.getLong(4),
                    Optional.ofNullable(rows.getString(5)),
                    instant(rows, 6));
        }
    }

    private static Optional<Instant> instant(ResultSet rows, int column) throws SQLException {
        return Optional.ofNullable(rows.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
