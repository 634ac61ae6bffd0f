package org.walsafe.registry;

import org.walsafe.error.WalSafeException;

/**
 * The registry could not be reached, so nothing is known and nothing was promised.
 *
 * @since 0.1.0
 */
public class RegistryUnreachableException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    /** What was tried at which registry, what to do about it, and why it failed. */
    public RegistryUnreachableException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
