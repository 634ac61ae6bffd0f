package org.walsafe.reconcile;

import org.walsafe.error.WalSafeException;

/**
 * The archive could not be read, so nothing is known of what it holds.
 *
 * @since 0.1.0
 */
public final class ArchiveUnreachableException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    ArchiveUnreachableException(String location, Exception cause) {
        super(
                "the archive " + location + " could not be read: " + cause.getMessage(),
                "See that it is mounted and that this user may read it.",
                cause);
    }
}
