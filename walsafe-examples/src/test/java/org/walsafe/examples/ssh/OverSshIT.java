package org.walsafe.examples.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.walsafe.host.Host;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshDestination;
import org.walsafe.ssh.SshHost;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.WalFileName;

/** Confirming on another host, as the README shows it. */
@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv"})
class OverSshIT {

    private final Account account = Account.ordinary();
    private final Path home = account.temporaryDirectory("walsafe-home");
    private final RealSshd sshd = RealSshd.start(account, "Subsystem sftp internal-sftp -d " + home);

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        PathUtils.deleteDirectory(home);
    }

    @Test
    void confirmsSeveralOverOneConnection() throws IOException {
        account.own(Files.createDirectory(
                home.resolve(".wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        Path config = Files.write(
                sshd.clientDirectory().resolve("config"),
                List.of(
                        "Host pg",
                        "  HostName localhost",
                        "  User " + account.name(),
                        "  Port " + sshd.port(),
                        "  IdentityFile " + sshd.userKey().file(),
                        "  UserKnownHostsFile " + sshd.knownHosts()));
        List<Confirmation> confirmations = Stream.of("0000000100000000000000A1", "0000000100000000000000A2")
                .map(name -> Confirmation.unattested(WalFileName.parse(name)))
                .toList();

        assertThat(confirm(OpenSshSettings.in(config), confirmations)).containsOnly(new ConfirmOutcome.Recorded());
        assertThat(home.resolve(".wal_safe_dir/0000000100000000000000A2.done")).exists();
    }

    private static List<ConfirmOutcome> confirm(OpenSshSettings settings, List<Confirmation> confirmations)
            throws IOException {
        try (Host host = new SshHost(settings.resolve(SshDestination.parse("pg")));
                WalSafeRegistry registry = new MarkerRegistry(
                        DirectoryMarkerStore.on(host, host.files().resolve("~/.wal_safe_dir")))) {
            return registry.confirmAll(confirmations);
        }
    }
}
