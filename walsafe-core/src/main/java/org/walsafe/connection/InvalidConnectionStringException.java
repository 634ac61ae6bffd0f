package org.walsafe.connection;

import org.walsafe.error.WalSafeException;

/**
 * A text is no connection string of keywords and values. The message repeats nothing of it but keywords, for a password may be
 * in it.
 *
 * @since 0.1.0
 */
public final class InvalidConnectionStringException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidConnectionStringException(String message, String hint) {
        super(message, hint);
    }
}
