package org.walsafe.ssh;

/**
 * Whom to be at which machine: the user, the host and the port of an SSH login.
 *
 * <p>Immutable and thread-safe.
 *
 * @param user the user to log in as
 * @param host the host's name or address; an IPv6 address stands without brackets
 * @param port the port of its SSH server, 1 to 65535
 * @since 0.1.0
 */
public record SshTarget(String user, String host, int port) {

    /** The port of SSH servers that were given none. */
    public static final int DEFAULT_PORT = 22;

    /**
     * Checks the parts, so that none can be taken for an option or a second word.
     *
     * @throws IllegalArgumentException when one is empty, begins with {@code -}, or holds a blank or a control character,
     *     or when the port is out of range
     */
    public SshTarget {
        SshDestination.checkName("user", user);
        SshDestination.checkName("host", host);
        SshDestination.checkPort(port);
    }

    /** The user {@code user} at the {@linkplain #DEFAULT_PORT default port} of {@code host}. */
    public static SshTarget of(String user, String host) {
        return new SshTarget(user, host, DEFAULT_PORT);
    }

    /** {@code user@host:port}; an IPv6 address in brackets. */
    @Override
    public String toString() {
        return user + '@' + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
