package org.walsafe.registry;

import java.net.URI;

/**
 * Opens registries of one or more URI schemes; found by {@link java.util.ServiceLoader} for command lines.
 *
 * <p>Implementations are stateless and thread-safe; {@link #open} may block.
 *
 * @since 0.1.0
 */
public interface RegistryProvider {

    /** The scheme this provider opens, lower case, for example {@code ssh}. */
    String scheme();

    /**
     * Opens the registry at {@code uri}, whose scheme is {@link #scheme()}.
     *
     * @throws org.walsafe.error.WalSafeException when the URI is malformed, carries a password, or the place cannot be
     *     used
     */
    WalSafeRegistry open(URI uri);
}
