package org.walsafe.wal;

import org.walsafe.error.WalSafeException;

/**
 * The content of a timeline history file cannot be what PostgreSQL wrote. The message says which line is wrong.
 *
 * @since 0.1.0
 */
public final class InvalidTimelineHistoryException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidTimelineHistoryException(String message) {
        super(
                message,
                "Do not give this file to PostgreSQL: it would take an empty or wrong history for the truth."
                        + " Compare it with pg_wal (pg_xlog) of a server on this timeline.");
    }
}
