package org.walsafe.wal;

import org.walsafe.error.WalSafeException;

/**
 * A text that should be an LSN is none.
 *
 * @since 0.1.0
 */
public final class InvalidLsnException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidLsnException(String message) {
        super(message, "An LSN is two hexadecimal numbers with a slash between them, for example 16/B374D848.");
    }
}
