package org.walsafe.ssh;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.HostContract;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
class OpenSshHostContractIT extends HostContract {

    private static RealSshd sshd;

    private final SshHost host = new SshHost(sshd.configuration().build());
    private final HostPath directory = sshd.newDirectory();

    @BeforeAll
    static void start() {
        sshd = RealSshd.start(Account.ordinary());
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

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
        return directory;
    }
}
