package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import org.walsafe.error.PrintableText;
import org.walsafe.host.HostUnreachableException;

/** What a failed statement means, by its SQLSTATE (PostgreSQL's Appendix A, the same in all versions). */
final class SqlFailure {

    static final String INSUFFICIENT_PRIVILEGE = "42501";
    static final String UNDEFINED_FILE = "58P01";
    static final String UNDEFINED_TABLE = "42P01";
    static final String INVALID_SCHEMA_NAME = "3F000";
    static final String INTERNAL_ERROR = "XX000";
    static final String EXTERNAL_ROUTINE_EXCEPTION = "38000";

    /** What the driver says when a server asks for a password and there is none. */
    private static final String CONNECTION_REJECTED = "08004";

    private static final String READ_ONLY_SQL_TRANSACTION = "25006";
    private static final String QUERY_CANCELED = "57014";

    private SqlFailure() {}

    static boolean is(SQLException failure, String state) {
        return state.equals(failure.getSQLState());
    }

    /** The failure at the database {@code name}, with what the operator can do. */
    static IOException explained(String name, SQLException failure) {
        String message = name + ": " + oneLine(failure);
        String hint = hint(failure);
        return hint.isEmpty()
                ? new IOException(message, failure)
                : new HostUnreachableException(message, hint, failure);
    }

    /** The same failure, or, where a privilege is missing, one whose hint says which. */
    static HostUnreachableException withPrivileges(String name, String privileges, SQLException failure)
            throws SQLException {
        if (!is(failure, INSUFFICIENT_PRIVILEGE)) {
            throw failure;
        }
        return new HostUnreachableException(name + ": " + oneLine(failure), privileges, failure);
    }

    /** The driver's words; the server's own add lines of detail and position. */
    static String oneLine(SQLException failure) {
        String words = String.valueOf(failure.getMessage()).strip();
        String line = words.lines()
                .map(String::strip)
                .reduce((all, next) -> all + ' ' + next)
                .orElse("");
        return line.chars().anyMatch(Character::isISOControl) ? PrintableText.quoted(line) : line;
    }

    /** What to do about it, or nothing where there is nothing to advise. */
    static String hint(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("28") || state.equals(CONNECTION_REJECTED)) {
            return "Check the user, the password file and the server's pg_hba.conf.";
        }
        if (state.startsWith("08")) {
            return "Check that the server runs, and that this machine reaches its host and port.";
        }
        if (state.startsWith("57P")) {
            return "The server is stopping, starting or recovering; try again when it is up.";
        }
        return switch (state) {
            case QUERY_CANCELED -> "The server took too long; see what it is busy with.";
            case READ_ONLY_SQL_TRANSACTION ->
                "This server is a standby; name the primary, or both with targetServerType=primary.";
            default -> "";
        };
    }
}
