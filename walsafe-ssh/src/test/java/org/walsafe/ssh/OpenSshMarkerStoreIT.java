package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.MarkerStoreContract;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
class OpenSshMarkerStoreIT extends MarkerStoreContract {

    private static RealSshd sshd;

    private WalSafeDirectory directory;
    private MarkerStore store;

    @BeforeAll
    static void start() {
        sshd = RealSshd.start(Account.ordinary());
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @BeforeEach
    void open() throws IOException {
        directory = WalSafeDirectory.in(Path.of(sshd.newDirectory().value()), Account.ordinary());
        store = DirectoryMarkerStore.owning(new SshHost(sshd.configuration().build()), directory.path());
    }

    @AfterEach
    void close() {
        store.close();
        sshd.startUnlessRunning();
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
    protected void makeUnreachable() {
        sshd.stop();
    }

    @Override
    protected String unreachablePlace() {
        return sshd.target().toString();
    }
}
