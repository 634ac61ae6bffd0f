package org.walsafe.jdbc;

import java.io.IOException;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.HostUnreachableException;

/**
 * A PostgreSQL server could not be asked, or gave an answer that makes no sense. Nothing is known of it then.
 *
 * @since 0.1.0
 */
public final class ServerNotInspectedException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    private static final String LOG = "See the server's log for the same moment.";

    ServerNotInspectedException(IOException cause) {
        super(
                "the PostgreSQL server cannot be asked: " + cause.getMessage(),
                cause instanceof HostUnreachableException unreachable
                        ? unreachable.hint().orElse(LOG)
                        : LOG,
                cause);
    }

    ServerNotInspectedException(String nonsense) {
        super(
                "the server's settings make no sense: " + nonsense,
                "Make sure that the connection leads to PostgreSQL itself, 9.3 or newer.");
    }
}
