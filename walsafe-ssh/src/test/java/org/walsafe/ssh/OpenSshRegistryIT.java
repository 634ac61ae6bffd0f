package org.walsafe.ssh;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalSafeRegistryContract;

/** A registry at an {@code ssh:} URI keeps the promises of every registry. */
@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv"})
class OpenSshRegistryIT extends WalSafeRegistryContract {

    private static RealSshd sshd;

    private WalSafeDirectory directory;
    private WalSafeRegistry registry;

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
        String place = Account.ordinary().name() + "@localhost:" + sshd.port()
                + directory.directory().toUri().getRawPath();
        registry = WalSafeRegistry.open(URI.create("ssh://" + place.replaceAll("/$", "") + "?IdentityFile="
                + sshd.userKey().file() + "&UserKnownHostsFile=" + sshd.knownHosts()));
    }

    @AfterEach
    void close() {
        registry.close();
        sshd.startUnlessRunning();
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
    protected void makeUnreachable() {
        sshd.stop();
    }

    @Override
    protected Access openToOthers() throws IOException {
        directory.openToOthers();
        return Access.BY_PERMISSIONS;
    }
}
