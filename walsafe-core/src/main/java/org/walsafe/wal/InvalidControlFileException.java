package org.walsafe.wal;

import org.walsafe.error.WalSafeException;

/**
 * A file is not the {@code pg_control} of a PostgreSQL that this library knows, or it is damaged.
 *
 * @since 0.1.0
 */
public final class InvalidControlFileException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidControlFileException(String what) {
        super("global/pg_control " + what);
    }
}
