package org.walsafe.ssh;

import java.net.URI;
import java.util.List;

/**
 * A path on a host reached over SSH, as a URI says it: {@code ssh://[user@]host[:port]/path}, or {@code ssh://host/~/path} for
 * one below the user's home directory there, with settings behind a question mark as {@link SshRegistryProvider} takes them.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class SshLocation {

    private final SshDestination destination;
    private final String path;
    private final RegistryUriSettings settings;

    private SshLocation(SshDestination destination, String path, RegistryUriSettings settings) {
        this.destination = destination;
        this.path = path;
        this.settings = settings;
    }

    /**
     * Reads a URI. Not by {@link URI#getHost}, which knows no host whose name has an underscore, as aliases may.
     *
     * @param uri a URI with the scheme {@code ssh}
     * @return what it says
     * @throws IllegalArgumentException when it is not of the form above; the message repeats nothing of it, as it may hold a
     *     password
     * @throws org.walsafe.registry.RegistryUnusableException when a setting is unknown, given twice or malformed
     */
    public static SshLocation of(URI uri) {
        String authority = uri.getAuthority();
        String path = uri.getPath();
        boolean whole = "ssh".equalsIgnoreCase(uri.getScheme())
                && uri.getRawFragment() == null
                && authority != null
                && path != null
                && path.length() > 1;
        if (!whole || hasPassword(authority)) {
            throw new IllegalArgumentException(
                    "a path on another host is written ssh://user@host/path, or ssh://user@host/~/path below the home"
                            + " directory there, without a password");
        }
        return new SshLocation(
                SshDestination.parse(authority),
                path.startsWith("/~/") ? path.substring(1) : path,
                RegistryUriSettings.of(uri));
    }

    /** Whether a colon stands before the {@code @}. */
    static boolean hasPassword(String authority) {
        int colon = authority.indexOf(':');
        return colon >= 0 && authority.lastIndexOf('@') > colon;
    }

    /** {@return the host, and whom to be there} */
    public SshDestination destination() {
        return destination;
    }

    /** {@return the path, beginning with {@code /} or {@code ~/}, for {@link org.walsafe.host.HostFiles#resolve} to resolve} */
    public String path() {
        return path;
    }

    /**
     * All that is needed to reach the host. Blocks as long as {@code ssh -G} takes.
     *
     * @param user the user's SSH configuration; what the URI sets is stronger
     * @return the way to the host
     * @throws SshConfigurationException when the configuration cannot be read, or asks for what WalSafe does not do
     */
    public SshConfiguration resolve(OpenSshSettings user) {
        SshjCryptography.prepareAside(); // while ssh -G runs
        return user.with(settings).resolve(destination);
    }

    /**
     * The words that start a POSIX shell on the host by OpenSSH's own {@code ssh}, with a connection of its own; it reads its
     * orders from its standard input. Blocks as long as {@code ssh -G} takes,
     * a few times.
     *
     * <p>The user's configuration counts when they run. What it leaves open now, they set: {@code ConnectTimeout} to ten
     * seconds, and {@code KexAlgorithms} so that {@code curve25519-sha256} comes first, which {@link SshHost} prefers, too,
     * and which takes far less time than what OpenSSH prefers since 9.0. Whatever the configuration says, nobody is asked for
     * anything, no unknown key of the host is learnt, and nothing is forwarded.
     *
     * @param user the user's SSH configuration; what the URI sets is stronger
     * @return the words, the first one {@code ssh}
     * @throws SshConfigurationException when the configuration cannot be read, or asks for what WalSafe does not do
     */
    public List<String> shell(OpenSshSettings user) {
        return OpenSshShell.words(user.with(settings), destination);
    }
}
