package org.walsafe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.tck.HostContract;

class LocalHostContractTest extends HostContract {

    @TempDir
    Path directory;

    private final LocalHost host = new LocalHost();

    @AfterEach
    void close() {
        host.close();
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected HostPath workDirectory() {
        return new HostPath(directory.toString());
    }

    @Override
    protected boolean permissionsBind() {
        return !userIsRoot();
    }

    private static boolean userIsRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
