package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.tck.Account;
import org.walsafe.tck.WalSafeRegistryContract;

class SshRegistryTest extends WalSafeRegistryContract {

    @TempDir
    Path temporary;

    private InProcessSshd sshd;
    private WalSafeDirectory directory;
    private WalSafeRegistry registry;

    @BeforeEach
    void open() throws IOException {
        sshd = new InProcessSshd(temporary);
        directory = WalSafeDirectory.in(temporary, Account.current());
        SshHost host = new SshHost(sshd.configuration().build());
        registry = new MarkerRegistry(DirectoryMarkerStore.owning(host, directory.path()));
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
        directory.plant(key, bytes);
    }

    @Override
    protected void makeUnreachable() throws IOException {
        sshd.close();
    }

    @Override
    protected Access openToOthers() throws IOException {
        directory.openToOthers();
        return Access.BY_PERMISSIONS;
    }
}
