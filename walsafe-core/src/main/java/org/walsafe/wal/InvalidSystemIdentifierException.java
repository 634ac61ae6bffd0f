package org.walsafe.wal;

import org.walsafe.error.WalSafeException;

/**
 * A text that should be a system identifier is none.
 *
 * @since 0.1.0
 */
public final class InvalidSystemIdentifierException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidSystemIdentifierException(String message) {
        super(
                message,
                "A system identifier is an unsigned 64 bit decimal number, as pg_controldata prints it,"
                        + " for example 7361234567890123456.");
    }
}
