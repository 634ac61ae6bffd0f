package org.walsafe.host;

import java.io.IOException;

/**
 * The host, or the connection to it, failed: nothing is known about the file or command that was asked for.
 *
 * <p>Never to be read as "it is not there".
 *
 * @since 0.1.0
 */
public class HostUnreachableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What was tried, at which host, and what came back. */
    public HostUnreachableException(String message) {
        super(message);
    }

    /** What was tried, at which host, and why it failed. */
    public HostUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
