package org.walsafe.ssh;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryProvider;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;

/**
 * Opens registries at {@code ssh://[user@]host[:port]/path}: the directory {@code /path} on that host, or, where the path
 * begins with {@code /~/}, one below the user's home directory, as in {@code ssh://postgres@pg/~/.wal_safe_dir}.
 *
 * <p>How to reach the host is for the {@linkplain OpenSshSettings user's own SSH configuration} to say; host may be one of
 * its aliases. What only this registry needs can stand behind a question mark, in the words of {@code ssh_config}:
 * {@code ssh://pg/~/.wal_safe_dir?IdentityFile=/etc/walsafe/id&UserKnownHostsFile=/etc/walsafe/known_hosts}. So can
 * CertificateFile, IdentitiesOnly, IdentityAgent, GlobalKnownHostsFile, HostKeyAlias, ProxyJump, ConnectTimeout,
 * ServerAliveInterval, ServerAliveCountMax, and ConfigFile for an SSH configuration other than the user's.
 *
 * @since 0.1.0
 */
public final class SshRegistryProvider implements RegistryProvider {

    private static final String HINT =
            "A directory on another host is written ssh://user@host/path/to/it, or ssh://user@host/~/path below the home"
                    + " directory there.";

    private final OpenSshSettings settings;

    /** The provider that goes by the user's own SSH configuration. */
    public SshRegistryProvider() {
        this(OpenSshSettings.ofUser());
    }

    /** The provider that goes by {@code settings}. */
    public SshRegistryProvider(OpenSshSettings settings) {
        this.settings = settings;
    }

    @Override
    public String scheme() {
        return "ssh";
    }

    /**
     * Opens the registry at {@code uri}.
     *
     * @throws SshConfigurationException when the SSH configuration cannot be used
     * @throws RegistryUnusableException when the URI is not of the form above, or the directory cannot be a registry
     * @throws RegistryUnreachableException when the host cannot be reached
     */
    @Override
    public WalSafeRegistry open(URI uri) {
        SshLocation location = location(uri);
        SshHost host = new SshHost(location.resolve(settings));
        try {
            return new MarkerRegistry(
                    DirectoryMarkerStore.owning(host, host.files().resolve(location.path())));
        } catch (IOException e) {
            host.close();
            Optional<String> hint =
                    e instanceof HostUnreachableException unreachable ? unreachable.hint() : Optional.empty();
            throw new RegistryUnreachableException(
                    "the registry " + uri + " cannot be opened: " + e.getMessage(),
                    hint.orElse("Check the way to the host, and the directory there."),
                    e);
        } catch (IllegalArgumentException e) {
            host.close();
            throw notARegistry(uri);
        }
    }

    private static SshLocation location(URI uri) {
        if (uri.getAuthority() != null && SshLocation.hasPassword(uri.getAuthority())) {
            throw new RegistryUnusableException(
                    "a registry URI with a password in it is refused, because command lines and logs show it",
                    "Leave the password out and use a key or an agent.");
        }
        try {
            return SshLocation.of(uri);
        } catch (IllegalArgumentException e) {
            throw notARegistry(uri);
        }
    }

    private static RegistryUnusableException notARegistry(URI uri) {
        return new RegistryUnusableException(
                "not the URI of a registry: " + PrintableText.quoted(uri.toString()), HINT);
    }
}
