package org.walsafe.host;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host, or the connection to it, failed: nothing is known about the file or command that was asked for.
 *
 * <p>Never to be read as "it is not there".
 *
 * @since 0.1.0
 */
public class HostUnreachableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /** What was tried, at which host, and what came back. */
    public HostUnreachableException(String message) {
        super(message);
        this.hint = null;
    }

    /** What was tried, at which host, and why it failed. */
    public HostUnreachableException(String message, Throwable cause) {
        super(message, cause);
        this.hint = null;
    }

    /** What was tried, at which host, and what came back; and what the operator can do, as a whole sentence. */
    public HostUnreachableException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What was tried, at which host; what the operator can do, as a whole sentence; and why it failed. */
    public HostUnreachableException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What the operator can do about it, or empty where there is nothing to advise. */
    public final Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
