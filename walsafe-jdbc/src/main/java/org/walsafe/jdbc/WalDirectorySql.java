package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL's own WAL directory, as its functions show it: {@code pg_ls_waldir} (10 and newer) and {@code
 * pg_ls_archive_statusdir} (12 and newer), which {@code pg_monitor} may call, and {@code pg_ls_dir} and {@code pg_stat_file}
 * before, for superusers alone up to 10. For one thread.
 */
record WalDirectorySql(Session session, ServerVersion version) {

    static final String PRIVILEGES =
            "PostgreSQL 12 and newer: grant pg_monitor. 11: grant pg_monitor, and EXECUTE on pg_ls_dir(text) and"
                    + " pg_stat_file(text, boolean). Up to 10: connect as a superuser.";

    static WalDirectorySql of(Session session) throws SQLException {
        return new WalDirectorySql(session, session.version());
    }

    /** The directory, relative to the data directory. */
    String path() {
        return version.isAtLeast(ServerVersion.V10) ? "pg_wal" : "pg_xlog";
    }

    void listArchiveStatus(Consumer<String> visitor) throws SQLException {
        if (version.isAtLeast(ServerVersion.V12)) {
            names("SELECT name FROM pg_catalog.pg_ls_archive_statusdir()", visitor);
        } else {
            new ServerFiles(session).list(path() + "/archive_status", visitor);
        }
    }

    void listWal(Consumer<String> visitor) throws SQLException {
        if (version.isAtLeast(ServerVersion.V10)) {
            names("SELECT name FROM pg_catalog.pg_ls_waldir()", visitor);
        } else {
            new ServerFiles(session).list(path(), visitor);
        }
    }

    Optional<Instant> waitingSince(WalFileName file) throws SQLException {
        String status = file.text() + ".ready";
        if (!version.isAtLeast(ServerVersion.V12)) {
            return new ServerFiles(session)
                    .status(path() + "/archive_status/" + status)
                    .map(ServerFiles.Status::modified);
        }
        try (PreparedStatement query = session.prepare(
                        "SELECT modification FROM pg_catalog.pg_ls_archive_statusdir() WHERE name = ?", status);
                ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getTimestamp(1)).map(Timestamp::toInstant) : Optional.empty();
        }
    }

    private void names(String sql, Consumer<String> visitor) throws SQLException {
        try (PreparedStatement query = session.prepare(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                visitor.accept(rows.getString(1));
            }
        }
    }
}
