package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.tck.MarkerStoreContract;

class SshMarkerStoreTest extends MarkerStoreContract {

    @TempDir
    Path directory;

    private InProcessSshd sshd;
    private Path walSafeDirectory;
    private MarkerStore store;

    @BeforeEach
    void open() throws IOException {
        sshd = new InProcessSshd(directory);
        walSafeDirectory = WalSafeDirectory.in(directory);
        store = DirectoryMarkerStore.owning(
                new SshHost(sshd.configuration().build()), new HostPath(walSafeDirectory.toString()));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        sshd.close();
    }

    @Override
    protected MarkerStore store() {
        return store;
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
    protected String unreachablePlace() {
        return sshd.target().toString();
    }
}
