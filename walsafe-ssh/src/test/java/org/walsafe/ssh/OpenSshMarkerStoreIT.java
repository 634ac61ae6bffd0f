package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.walsafe.host.HostPath;
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

    private Path directory;
    private MarkerStore store;
    private boolean stopped;

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
        directory = WalSafeDirectory.in(Path.of(sshd.newDirectory().value()));
        Account.ordinary().own(directory);
        store = DirectoryMarkerStore.owning(
                new SshHost(sshd.configuration().build()), new HostPath(directory.toString()));
    }

    @AfterEach
    void close() {
        store.close();
        if (stopped) {
            sshd.start();
        }
    }

    @Override
    protected MarkerStore store() {
        return store;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) throws IOException {
        Path file = directory.resolve(key.fileName());
        Files.write(file, bytes);
        Account.ordinary().own(file);
    }

    @Override
    protected void makeUnreachable() {
        stopped = true;
        sshd.stop();
    }

    @Override
    protected String unreachablePlace() {
        return sshd.target().toString();
    }
}
