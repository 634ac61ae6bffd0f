package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.WalSafeRegistryContract;

/** The registry in a directory of another machine. */
class SshRegistryTest extends WalSafeRegistryContract {

    @TempDir
    Path directory;

    private InProcessSshd sshd;
    private Path walSafeDirectory;
    private WalSafeRegistry registry;

    @BeforeEach
    void open() throws IOException {
        sshd = new InProcessSshd(directory);
        walSafeDirectory = WalSafeDirectory.in(directory);
        registry = new MarkerRegistry(DirectoryMarkerStore.owning(
                new SshHost(sshd.configuration().build()), HostPath.of(walSafeDirectory.toString())));
    }

    @AfterEach
    void close() throws IOException {
        registry.close();
        sshd.close();
    }

    @Override
    protected WalSafeRegistry registry() {
        return registry;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) throws IOException {
        Files.write(walSafeDirectory.resolve(key.fileName()), bytes);
    }

    @Override
    protected void makeUnreachable() throws IOException {
        sshd.close();
    }

    @Override
    protected Access openToOthers() throws IOException {
        Files.setPosixFilePermissions(walSafeDirectory, PosixFilePermissions.fromString("rwxrwx---"));
        return Access.BY_PERMISSIONS;
    }
}
