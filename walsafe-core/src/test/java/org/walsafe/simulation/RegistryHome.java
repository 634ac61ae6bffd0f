package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;

/**
 * Where a cluster's confirmations are kept: beside PostgreSQL, or on a machine that many clusters share.
 *
 * @param machine whose disk they are on
 * @param directory the WAL safe directory of this one cluster
 */
record RegistryHome(Machine machine, HostPath directory) {

    private static final HostPath HOME = HostPath.of("/home");

    /** A directory on a machine, made if it is not there. */
    static RegistryHome on(Machine machine, String name) {
        HostPath directory = HOME.child(name);
        try {
            machine.disk().makeDirectory(HOME, FileMode.PRIVATE_DIRECTORY);
            machine.disk().makeDirectory(directory, FileMode.PRIVATE_DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RegistryHome(machine, directory);
    }
}
