package org.walsafe.wal;

import org.walsafe.error.WalSafeException;

/**
 * Bytes that should be the header of a segment are none that this library can read. The message says which field is wrong.
 *
 * @since 0.1.0
 */
public final class InvalidSegmentHeaderException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidSegmentHeaderException(String message) {
        super(
                message,
                "Look where the file comes from: it must be a whole, decompressed segment"
                        + " of PostgreSQL 9.2 to 18 from a little-endian machine.");
    }
}
