package org.walsafe.ssh.knownhosts;

import java.util.Locale;
import java.util.Optional;

/**
 * The names under which a host's key is looked up in {@code known_hosts}, as OpenSSH forms them.
 *
 * @param name the name that counts: {@code host}, or {@code [host]:port} for another port than 22; lower case
 * @param withoutPort the name to try when nothing is known under {@code name}
 */
public record HostNames(String name, Optional<String> withoutPort) {

    private static final int DEFAULT_PORT = 22;

    /** The names of the host {@code host} at {@code port}. */
    public static HostNames of(String host, int port) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        return port == DEFAULT_PORT
                ? new HostNames(lowerCase, Optional.empty())
                : new HostNames('[' + lowerCase + "]:" + port, Optional.of(lowerCase));
    }

    /** The only name of a host that has a {@code HostKeyAlias}. */
    public static HostNames ofAlias(String alias) {
        return new HostNames(alias.toLowerCase(Locale.ROOT), Optional.empty());
    }
}
