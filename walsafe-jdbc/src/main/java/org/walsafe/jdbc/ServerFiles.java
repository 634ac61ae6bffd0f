package org.walsafe.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Files on a server's machine, read by its own functions: {@code pg_stat_file}, {@code pg_read_binary_file} and {@code
 * pg_ls_dir}. Paths are absolute or relative to the data directory; up to 10 they must lie below it. For one thread, and not
 * within a transaction, which a missing file would break before 9.5.
 */
record ServerFiles(Session session) {

    /** What {@code pg_stat_file} says. */
    record Status(long size, Instant modified, boolean isDirectory) {}

    /** {@return what is known of {@code path}, or empty when there is no such file} */
    Optional<Status> status(String path) throws SQLException {
        String sql = "SELECT size, modification, isdir FROM pg_catalog.pg_stat_file(?" + missingOk() + ")";
        try (PreparedStatement query = session.prepare(sql, path);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            Timestamp modified = rows.getTimestamp(2);
            return modified == null
                    ? Optional.empty()
                    : Optional.of(new Status(rows.getLong(1), modified.toInstant(), rows.getBoolean(3)));
        } catch (SQLException e) {
            return emptyIfMissing(e);
        }
    }

    /** {@return at most {@code length} bytes from {@code offset} on, or empty when there is no such file} */
    Optional<byte[]> read(String path, long offset, int length) throws SQLException {
        String sql = "SELECT pg_catalog.pg_read_binary_file(?, ?, ?" + missingOk() + ")";
        try (PreparedStatement query = session.prepare(sql, path, offset, (long) length);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return Optional.ofNullable(rows.getBytes(1));
        } catch (SQLException e) {
            return emptyIfMissing(e);
        }
    }

    /** Shows the names in a directory, in no order. */
    void list(String directory, Consumer<String> visitor) throws SQLException {
        try (PreparedStatement query = session.prepare("SELECT pg_catalog.pg_ls_dir(?)", directory);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                visitor.accept(rows.getString(1));
            }
        }
    }

    /** 9.5 and newer answer NULL instead of failing, which would leave a line in the server's log each time. */
    private String missingOk() throws SQLException {
        return session.version().isAtLeast(ServerVersion.V9_5) ? ", true" : "";
    }

    private static <T> Optional<T> emptyIfMissing(SQLException failure) throws SQLException {
        if (SqlFailure.is(failure, SqlFailure.UNDEFINED_FILE)) {
            return Optional.empty();
        }
        throw failure;
    }
}
