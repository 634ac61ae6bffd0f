package org.walsafe.jdbc;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryProvider;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;

/**
 * Opens registries in PostgreSQL databases: {@code jdbc:postgresql://host/database?walsafe.cluster=7361234567890123456} is the
 * cluster's part of the table there ({@link TableMarkerStore}), and {@code
 * jdbc:postgresql://host/postgres?walsafe.directory=/var/lib/postgresql/.wal_safe_dir} the WAL safe directory on that server's
 * own machine ({@link ServerDirectoryMarkerStore}). The other parameters are the PostgreSQL driver's.
 *
 * @since 0.1.0
 */
public final class JdbcRegistryProvider implements RegistryProvider {

    /** For {@link java.util.ServiceLoader}. */
    public JdbcRegistryProvider() {}

    @Override
    public String scheme() {
        return "jdbc";
    }

    /**
     * Opens the registry at {@code uri}.
     *
     * @throws RegistryUnusableException when the URI is not of the form above, or the place cannot be a registry
     * @throws RegistryUnreachableException when the database cannot be reached
     */
    @Override
    public WalSafeRegistry open(URI uri) {
        JdbcRegistryAddress address = JdbcRegistryAddress.of(uri);
        Database database = database(address);
        try {
            return new MarkerRegistry(
                    address.cluster().isPresent()
                            ? TableMarkerStore.owning(
                                    database, address.table(), address.cluster().get())
                            : ServerDirectoryMarkerStore.owning(
                                    database, address.directory().orElseThrow()));
        } catch (IllegalArgumentException e) {
            throw notARegistry(e);
        } catch (IOException e) {
            Optional<String> hint =
                    e instanceof HostUnreachableException unreachable ? unreachable.hint() : Optional.empty();
            throw new RegistryUnreachableException(
                    "the registry cannot be opened: " + e.getMessage(),
                    hint.orElse("See the server's log for the same moment."),
                    e);
        }
    }

    private static Database database(JdbcRegistryAddress address) {
        try {
            return Database.at(address.url());
        } catch (IllegalArgumentException e) {
            throw notARegistry(e);
        }
    }

    private static RegistryUnusableException notARegistry(IllegalArgumentException why) {
        return new RegistryUnusableException(
                "not the URI of a registry: " + why.getMessage(), "See 'walsafe registry --help' for the two forms.");
    }
}
