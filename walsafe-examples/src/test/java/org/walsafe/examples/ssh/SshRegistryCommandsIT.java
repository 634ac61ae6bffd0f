package org.walsafe.examples.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.DataDirectory;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/** Every command that takes a registry takes one on another host. */
@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv"})
class SshRegistryCommandsIT {

    private static final String SEGMENT = "0000000100000000000000A1";
    private static final String HISTORY = "00000002.history";

    private final Account account = Account.ordinary();
    private final Path home = account.temporaryDirectory("walsafe-home");
    private RealSshd sshd;
    private String registry = "";

    @BeforeEach
    void start() throws IOException {
        sshd = RealSshd.start(account, "Subsystem sftp internal-sftp -d " + home);
        Path directory = Files.createDirectory(
                home.resolve(".wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(directory);
        registry = "ssh://" + account.name() + "@localhost:" + sshd.port() + "/~/.wal_safe_dir?IdentityFile="
                + sshd.userKey().file() + "&UserKnownHostsFile=" + sshd.knownHosts();
    }

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        PathUtils.deleteDirectory(home);
    }

    @Test
    void theRegistryIsKeptByHand() {
        assertThat(walsafe("confirm", "--registry", registry, SEGMENT))
                .isEqualTo(new Program(0, SEGMENT + " confirmed\n"));
        assertThat(walsafe("show", "--registry", registry, SEGMENT).status()).isZero();
        assertThat(walsafe("list", "--registry", registry).output()).startsWith(SEGMENT);
        assertThat(home.resolve(".wal_safe_dir/" + SEGMENT + ".done")).exists();
        assertThat(walsafe("withdraw", "--registry", registry, SEGMENT).status())
                .isZero();
        assertThat(walsafe("show", "--registry", registry, SEGMENT).status()).isEqualTo(1);
    }

    @Test
    void theVariableStandsInForTheOption() {
        ProcessBuilder confirm = builder("confirm", SEGMENT);
        confirm.environment().put("WALSAFE_REGISTRY", registry);

        assertThat(Program.run(confirm).status()).isZero();
        assertThat(home.resolve(".wal_safe_dir/" + SEGMENT + ".done")).exists();
    }

    @Test
    void theGateAsksIt() throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(home.resolve("data/pg_wal")).resolve(HISTORY),
                "1\t0/3000000\tno recovery target specified\n");

        assertThat(walsafe("gate", "--registry", registry, file.toString(), HISTORY)
                        .status())
                .isEqualTo(1);
        walsafe("confirm", "--registry", registry, HISTORY);
        assertThat(walsafe("gate", "--registry", registry, file.toString(), HISTORY)
                        .status())
                .isZero();

        sshd.stop();
        Program unreachable = walsafe("gate", "--registry", registry, file.toString(), HISTORY);
        assertThat(unreachable.status()).isEqualTo(3);
        assertThat(unreachable.output()).contains("Connection refused");
    }

    @Test
    void reconcilingConfirmsThere() throws IOException {
        SegmentName segment = SegmentName.parse("000000010000000000000301");
        DataDirectory data = DataDirectory.create(home.resolve("data"), new SystemIdentifier(7361234567890123456L));
        Path archive = Files.createDirectory(home.resolve("archive"));
        Files.write(archive.resolve(segment.text()), data.finish(segment));

        Program reconciled = walsafe(
                "reconcile",
                "--registry",
                registry,
                "--primary",
                data.path().toString(),
                "--archive",
                archive.toString());

        assertThat(reconciled.status()).as(reconciled.output()).isZero();
        assertThat(home.resolve(".wal_safe_dir/" + segment + ".done")).exists();
    }

    @Test
    void anUnknownHostIsRefusedWithTheLineToAdd() {
        Program refused = walsafe(
                "list",
                "--registry",
                registry.replaceAll("UserKnownHostsFile=.*", "UserKnownHostsFile=" + sshd.knownHosts("# empty")));

        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.output())
                .contains(
                        sshd.ed25519HostKey().fingerprint(),
                        sshd.ed25519HostKey().publicKey());
    }

    private static Program walsafe(String... words) {
        return Program.run(builder(words));
    }

    private static ProcessBuilder builder(String... words) {
        List<String> all = new ArrayList<>();
        all.add(System.getProperty("walsafe.home") + "/bin/walsafe");
        all.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}
