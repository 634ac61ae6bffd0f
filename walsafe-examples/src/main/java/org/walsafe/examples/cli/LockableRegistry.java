package org.walsafe.examples.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.walsafe.reconcile.DirectoryLease;
import org.walsafe.reconcile.RegistryLock;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.OnDemandRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;

/**
 * A registry that one of several processes may have to itself.
 *
 * @param registry the registry
 * @param lock keeps others that reconcile from it
 */
record LockableRegistry(WalSafeRegistry registry, RegistryLock lock) implements AutoCloseable {

    /**
     * Opens a registry. One in a directory is opened when it is used, on the connection that {@code hosts} has to its machine;
     * of any other kind there is no lock, and none is needed for safety.
     *
     * @param owner who would hold the lock, for others' messages
     * @throws IOException when a path below a home directory cannot be resolved
     */
    static LockableRegistry open(URI address, Hosts hosts, String owner) throws IOException {
        Optional<Place> directory = hosts.place(address);
        if (directory.isEmpty()) {
            return new LockableRegistry(WalSafeRegistry.open(address), RegistryLock.NONE);
        }
        Place place = directory.get();
        return new LockableRegistry(
                new OnDemandRegistry(address.toString(), () -> in(place)),
                new DirectoryLease(place.host(), place.path(), owner, DirectoryLease.DEFAULT_LENGTH));
    }

    private static WalSafeRegistry in(Place directory) {
        try {
            return new MarkerRegistry(DirectoryMarkerStore.on(directory.host(), directory.path()));
        } catch (IOException e) {
            throw new RegistryUnreachableException(
                    "the registry " + directory.host().name() + ":" + directory.path() + " cannot be opened: "
                            + e.getMessage(),
                    "Check the way to the host, and the directory there.",
                    e);
        }
    }

    @Override
    public void close() {
        lock.close();
        registry.close();
    }
}
