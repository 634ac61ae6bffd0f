package org.walsafe.ssh;

import org.walsafe.host.HostUnreachableException;

/**
 * The host is the right one, but did not accept the user.
 *
 * @since 0.1.0
 */
public class SshLoginRefusedException extends HostUnreachableException {

    private static final long serialVersionUID = 1L;

    /** Whom which host did not accept, with which credentials; and what to do. */
    SshLoginRefusedException(String message, String hint) {
        super(message, hint);
    }
}
