package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.WalFileName;

/** Registries at {@code ssh://} URIs. */
@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv"})
class SshRegistryIT {

    private static final Confirmation CONFIRMATION =
            Confirmation.unattested(WalFileName.parse("0000000100000000000000A1"));

    private final Account account = Account.ordinary();
    private final Path home = account.temporaryDirectory("walsafe-home");
    private RealSshd sshd;

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        PathUtils.deleteDirectory(home);
    }

    @Test
    void aDirectoryBelowTheHomeDirectory() throws IOException {
        sshd = RealSshd.start(account, "Subsystem sftp internal-sftp -d " + home);
        makeWalSafeDirectory(home.resolve(".wal_safe_dir"));

        assertConfirms("ssh://pg/~/.wal_safe_dir", home.resolve(".wal_safe_dir"));
    }

    @Test
    void aDirectoryWithAnyName() throws IOException {
        sshd = RealSshd.start(account);
        Path directory = home.resolve("it's the \"WAL\" $(touch hurt) dir");
        makeWalSafeDirectory(directory);

        assertConfirms("ssh://pg" + directory.toUri().getRawPath(), directory);
        assertThat(home.resolve("hurt")).doesNotExist();
    }

    @Test
    void userAndPortOfTheUriAreStrongerThanTheConfiguration() throws IOException {
        sshd = RealSshd.start(account);
        makeWalSafeDirectory(home.resolve("dir"));
        Path config = config("localhost", "  User nobody", "  Port 1");
        String uri = "ssh://" + account.name() + "@localhost:" + sshd.port() + home.resolve("dir");

        assertConfirms(OpenSshSettings.in(config), uri, home.resolve("dir"));
    }

    @Test
    void whatTheUriBringsAlongIsEnoughToGetIn() throws IOException {
        sshd = RealSshd.start(account);
        makeWalSafeDirectory(home.resolve("dir"));
        Path key = Files.copy(sshd.userKey().file(), sshd.clientDirectory().resolve("the key"));
        String uri = "ssh://" + account.name() + "@localhost:" + sshd.port() + home.resolve("dir") + "?identityfile="
                + key.toUri().getRawPath() + "&UserKnownHostsFile=" + sshd.knownHosts();

        try (WalSafeRegistry registry = WalSafeRegistry.open(URI.create(uri))) {
            assertThat(registry.lookup(CONFIRMATION.file())).isEqualTo(new Lookup.NotConfirmed());
        }
        try (WalSafeRegistry registry =
                WalSafeRegistry.open(URI.create("ssh://pg" + home.resolve("dir") + "?ConfigFile=" + config("pg")))) {
            assertThat(registry.lookup(CONFIRMATION.file())).isEqualTo(new Lookup.NotConfirmed());
        }
    }

    @Test
    void anAccountThatMayOnlyTransferFiles() throws IOException {
        sshd = RealSshd.start(account, "ForceCommand internal-sftp -d " + home, "AllowTcpForwarding no");
        makeWalSafeDirectory(home.resolve(".wal_safe_dir"));

        assertConfirms("ssh://pg/~/.wal_safe_dir", home.resolve(".wal_safe_dir"));
    }

    @Test
    void aDirectoryThatIsMissingOrOpenToOthersIsRefusedWithWhatToDo() throws IOException {
        sshd = RealSshd.start(account);
        OpenSshSettings settings = OpenSshSettings.in(config("pg"));
        Path open = home.resolve("open");
        makeWalSafeDirectory(open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-x---"));

        for (Path directory : List.of(open, home.resolve("absent"))) {
            assertThatThrownBy(() -> new SshRegistryProvider(settings).open(URI.create("ssh://pg" + directory)))
                    .isInstanceOfSatisfying(RegistryUnusableException.class, e -> {
                        assertThat(e).hasMessageContaining(sshd.target() + ":" + directory);
                        assertThat(e.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains(directory.toString(), "0700"));
                    });
        }
    }

    private void assertConfirms(String uri, Path directory) throws IOException {
        assertConfirms(OpenSshSettings.in(config("pg")), uri, directory);
    }

    private void assertConfirms(OpenSshSettings settings, String uri, Path directory) {
        try (WalSafeRegistry registry = new SshRegistryProvider(settings).open(URI.create(uri))) {
            assertThat(registry.location()).isEqualTo(sshd.target() + ":" + directory);
            assertThat(registry.confirm(CONFIRMATION)).isEqualTo(new ConfirmOutcome.Recorded());
            assertThat(registry.lookup(CONFIRMATION.file())).isEqualTo(new Lookup.Confirmed(CONFIRMATION));
        }
        assertThat(directory.resolve(CONFIRMATION.file() + ".done")).exists();
    }

    private void makeWalSafeDirectory(Path directory) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(directory);
    }

    private Path config(String alias, String... stronger) throws IOException {
        Path file = sshd.clientDirectory().resolve("config");
        Files.write(file, List.of("Host " + alias));
        Files.write(file, List.of(stronger), StandardOpenOption.APPEND);
        return Files.write(
                file,
                List.of(
                        "  HostName localhost",
                        "  Port " + sshd.port(),
                        "  User " + account.name(),
                        "  IdentityAgent none",
                        "  IdentityFile " + sshd.userKey().file(),
                        "  UserKnownHostsFile " + sshd.knownHosts()),
                StandardOpenOption.APPEND);
    }
}
