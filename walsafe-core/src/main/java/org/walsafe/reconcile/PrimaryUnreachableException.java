package org.walsafe.reconcile;

import org.walsafe.error.WalSafeException;

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
                "Give PostgreSQL's data directory, and a user that may read it, as a rule the one PostgreSQL runs as.",
                cause);
    }
}
