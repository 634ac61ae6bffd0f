package org.walsafe.reconcile;

import java.util.Optional;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.HostUnreachableException;

/**
 * PostgreSQL's files could not be read, so nothing is known of what it waits for.
 *
 * @since 0.1.0
 */
public final class PrimaryUnreachableException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    PrimaryUnreachableException(String location, Exception cause) {
        super(
                "PostgreSQL's WAL directory at " + location + " could not be read: " + cause.getMessage(),
                hint(cause),
                cause);
    }

    private static String hint(Exception cause) {
        Optional<String> hint =
                cause instanceof HostUnreachableException unreachable ? unreachable.hint() : Optional.empty();
        return hint.orElse(
                cause instanceof HostUnreachableException
                        ? "Check the host and the way to it."
                        : "Give PostgreSQL's data directory, and a user that may read it, as a rule the one PostgreSQL"
                                + " runs as.");
    }
}
