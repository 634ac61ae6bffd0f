package org.walsafe.examples.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.SshRegistryProvider;

/** The registry that a command works on: {@code --registry}, else the variable {@value #VARIABLE}. */
final class RegistryAddress {

    /** The environment variable that stands in for {@code --registry}. */
    static final String VARIABLE = "WALSAFE_REGISTRY";

    /** Opened without a look for providers through every jar, for it may be opened for every WAL file. */
    private static final String SSH = "ssh";

    private RegistryAddress() {}

    /**
     * Opens it.
     *
     * @param option what {@code --registry} says: a URI, or the absolute path of a WAL safe directory
     * @throws IllegalArgumentException when there is none, it is not a URI, or there is a password in it; the text is not
     *     repeated
     */
    static WalSafeRegistry open(@Nullable String option) {
        return open(uri(option));
    }

    /** Opens the registry at {@code uri}. */
    static WalSafeRegistry open(URI uri) {
        return SSH.equalsIgnoreCase(uri.getScheme()) ? new SshRegistryProvider().open(uri) : WalSafeRegistry.open(uri);
    }

    /**
     * Where it is.
     *
     * @param option what {@code --registry} says
     * @throws IllegalArgumentException as above
     */
    static URI uri(@Nullable String option) {
        String address = option != null ? option : System.getenv(VARIABLE);
        if (address == null || address.isEmpty()) {
            throw new IllegalArgumentException(
                    "no registry: give --registry, for example --registry file:///var/lib/postgresql/.wal_safe_dir,"
                            + " or set " + VARIABLE);
        }
        if (address.startsWith("jdbc:")) {
            DatabaseAddress.refusePassword(address);
        }
        if (address.startsWith("/")) {
            return Path.of(address).toUri();
        }
        try {
            URI uri = new URI(address);
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // answered below, without the text
        }
        throw new IllegalArgumentException("what --registry says is neither a URI nor an absolute path");
    }
}
