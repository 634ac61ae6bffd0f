package org.walsafe.examples.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.ssh.tck.Account;

/** The two disks that can fill up: the registry's on PostgreSQL's host, and Barman's. Absent where nothing can be mounted. */
record Disks(Optional<SmallDisk> ofRegistry, Optional<SmallDisk> ofBarman) implements AutoCloseable {

    private static final int REGISTRY_MEGABYTES = 64;
    private static final int BARMAN_MEGABYTES = 16_384;

    /** Mounts both, and tells loudly where that cannot be done. */
    static Disks mount(Path safeDirectory, Account postgres, RealBarman barman) throws IOException {
        Optional<SmallDisk> registry = SmallDisk.mount(safeDirectory, postgres, REGISTRY_MEGABYTES);
        if (registry.isEmpty()) {
            System.err.println("NOT TESTED: full disks: the kernel lets us mount nothing here, which takes root");
            return new Disks(Optional.empty(), Optional.empty());
        }
        Optional<SmallDisk> archive = SmallDisk.mount(barman.home(), barman.account(), BARMAN_MEGABYTES);
        for (String part : List.of("base", "errors", "incoming", "streaming", "wals")) {
            barman.makeDirectory("home/" + RealBarman.SERVER + "/" + part);
        }
        return new Disks(registry, archive);
    }

    /** Whether they can be made full. */
    boolean areThere() {
        return ofRegistry.isPresent() && ofBarman.isPresent();
    }

    SmallDisk registry() {
        return ofRegistry.orElseThrow();
    }

    SmallDisk barman() {
        return ofBarman.orElseThrow();
    }

    @Override
    public void close() {
        ofRegistry.ifPresent(SmallDisk::close);
        ofBarman.ifPresent(SmallDisk::close);
    }
}
