package org.walsafe.registry;

import org.walsafe.error.WalSafeException;

/**
 * A place cannot be a registry as it stands: it is missing, open to others, or named by a URI that no registry has.
 *
 * @since 0.1.0
 */
public class RegistryUnusableException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with which place, and what to do about it. */
    public RegistryUnusableException(String message, String hint) {
        super(message, hint);
    }
}
