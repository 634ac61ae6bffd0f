package org.walsafe.jdbc;

import java.sql.SQLException;
import org.walsafe.error.WalSafeException;

/**
 * A PostgreSQL server could not be asked, or gave an answer that makes no sense. Nothing is known of it then.
 *
 * @since 0.1.0
 */
public final class ServerNotInspectedException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    ServerNotInspectedException(SQLException cause) {
        super("cannot ask the PostgreSQL server about its settings: " + cause.getMessage(), advice(cause), cause);
    }

    ServerNotInspectedException(String nonsense) {
        super(
                "the server's settings make no sense: " + nonsense,
                "Make sure that the connection leads to PostgreSQL itself, 9.3 or newer.");
    }

    private static String advice(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("08")) {
            return "Check that the server runs, and that this machine reaches its host and port.";
        }
        if (state.startsWith("28")) {
            return "Check the user, the password and the server's pg_hba.conf.";
        }
        if (state.equals("42501")) {
            return "Let the user read pg_settings and execute pg_control_system(), as everyone may by default.";
        }
        return "See the server's log for the same moment.";
    }
}
