package org.walsafe.clone;

import org.walsafe.error.WalSafeException;

/**
 * A setting of a clone, given directly or in {@code repmgr.conf}, cannot be used as it is.
 *
 * @since 0.1.0
 */
public final class InvalidCloneSettingException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidCloneSettingException(String message, String hint) {
        super(message, hint);
    }

    InvalidCloneSettingException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
