package org.walsafe.ssh;

import org.walsafe.error.WalSafeException;

/**
 * The SSH configuration asks for something that WalSafe does not do, or cannot be read.
 *
 * @since 0.1.0
 */
public class SshConfigurationException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with which setting, and what to do about it. */
    public SshConfigurationException(String message, String hint) {
        super(message, hint);
    }

    /** What could not be read, what to do about it, and why it failed. */
    public SshConfigurationException(String message, String hint, Throwable cause) {
        super(message, hint, cause);
    }
}
