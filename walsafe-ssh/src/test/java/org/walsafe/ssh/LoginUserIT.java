package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.walsafe.host.Command;
import org.walsafe.host.HostPath;
import org.walsafe.host.PublishMode;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** Whom one is on the other side. Where root runs the tests, its server lets in root and others. */
@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
class LoginUserIT {

    private final Path directory = Account.ordinary().temporaryDirectory("walsafe-user");
    private RealSshd sshd;

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        PathUtils.deleteDirectory(directory);
    }

    @Test
    void theUserThatRunsTheServerLogsIn() throws IOException {
        sshd = RealSshd.start(Account.current(), "PermitRootLogin prohibit-password");

        assertIs(Account.current(), sshd.configuration().build());
    }

    @Test
    void anotherUserLogsIn() throws IOException {
        Account other = Account.ordinary();
        Path keys = directory.resolve("authorized_keys");
        sshd = RealSshd.start(
                Account.current(),
                "AuthorizedKeysFile " + keys,
                "UsePAM " + (Account.current().isRoot() ? "yes" : "no")); // which allows accounts without a password
        Files.writeString(keys, sshd.userKey().publicKey() + '\n');
        SshConfiguration configuration = SshConfiguration.builder(
                        new SshTarget(other.name(), RealSshd.HOST, sshd.port()))
                .credentials(SshCredentials.KeyFile.of(sshd.userKey().file()))
                .knownHosts(sshd.configuration().build().knownHosts())
                .build();

        assertIs(other, configuration);
    }

    private void assertIs(Account account, SshConfiguration configuration) throws IOException {
        HostPath file = new HostPath(directory.toString()).child("file");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();

        try (SshHost host = new SshHost(configuration)) {
            host.run(Command.of("id", "-un"), stdout);
            host.files().publish(file, out -> out.write('x'), PublishMode.IF_ABSENT);
        }

        assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo(account.name() + "\n");
        assertThat(Files.getOwner(Path.of(file.value()))).hasToString(account.name());
    }
}
