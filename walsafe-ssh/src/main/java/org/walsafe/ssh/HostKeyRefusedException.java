package org.walsafe.ssh;

import org.walsafe.host.HostUnreachableException;

/**
 * The host presented a key that is unknown, has changed, or is revoked. Nothing was sent to it but the request to connect.
 *
 * @since 0.1.0
 */
public class HostKeyRefusedException extends HostUnreachableException {

    private static final long serialVersionUID = 1L;

    private final String fingerprint;
    private final String knownHostsLine;

    /** What is wrong with the key of which host; what to do; the key's fingerprint and its {@code known_hosts} line. */
    HostKeyRefusedException(String message, String hint, String fingerprint, String knownHostsLine) {
        super(message, hint);
        this.fingerprint = fingerprint;
        this.knownHostsLine = knownHostsLine;
    }

    /** The fingerprint of the key that the host presented, as {@code ssh-keygen -l} prints it: {@code SHA256:…}. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The line that would make the key known, for an operator who has compared the fingerprint. */
    public String knownHostsLine() {
        return knownHostsLine;
    }
}
