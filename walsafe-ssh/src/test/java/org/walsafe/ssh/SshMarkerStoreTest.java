package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.ssh.tck.Account;
import org.walsafe.tck.MarkerStoreContract;

class SshMarkerStoreTest extends MarkerStoreContract {

    @TempDir
    Path temporary;

    private InProcessSshd sshd;
    private WalSafeDirectory directory;
    private MarkerStore store;

    @BeforeEach
    void open() throws IOException {
        sshd = new InProcessSshd(temporary);
        directory = WalSafeDirectory.in(temporary, Account.current());
        store = DirectoryMarkerStore.owning(new SshHost(sshd.configuration().build()), directory.path());
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
        directory.plant(key, bytes);
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
