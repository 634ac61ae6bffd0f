package org.walsafe.jdbc.receive;

import org.walsafe.error.WalSafeException;

/**
 * The server's WAL does not continue what the directory holds: it is another cluster's, or on a timeline that does not
 * descend from it.
 *
 * @since 0.1.0
 */
public final class ForeignServerException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    ForeignServerException(String message) {
        super(message, "Check which server is meant; receive another cluster's WAL into a directory of its own.");
    }
}
