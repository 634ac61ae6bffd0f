package org.walsafe.clone;

import org.walsafe.error.WalSafeException;

/**
 * A clone could not go on, for a reason outside the copy itself.
 *
 * @since 0.1.0
 */
public final class CloneInterruptedException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    CloneInterruptedException(String message, String hint) {
        super(message, hint);
    }

    CloneInterruptedException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
