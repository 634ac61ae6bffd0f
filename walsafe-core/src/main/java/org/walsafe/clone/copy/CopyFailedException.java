package org.walsafe.clone.copy;

import org.walsafe.error.WalSafeException;

/**
 * A backup was not copied. The target is as it was; what was fetched stays in the staging directory, where the next attempt
 * finds it, until {@link StagedCopy#abandon} removes it.
 *
 * @since 0.1.0
 */
public final class CopyFailedException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    private final CopyFailure failure;

    CopyFailedException(CopyFailure failure, String message, String hint) {
        super(message, hint);
        this.failure = failure;
    }

    CopyFailedException(CopyFailure failure, String message, String hint, Throwable cause) {
        super(message, hint, cause);
        this.failure = failure;
    }

    /** {@return why} */
    public CopyFailure failure() {
        return failure;
    }
}
