package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.PublishMode;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** What servers and login shells say before anybody asked them. */
@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv", "bash"})
@Timeout(120)
class LoginShellIT {

    private final Path home = Account.ordinary().temporaryDirectory("walsafe-home");
    private RealSshd sshd;

    @AfterEach
    void stop() throws IOException {
        sshd.close();
        PathUtils.deleteDirectory(home);
    }

    @Test
    void aBannerDoesNotMatter() throws IOException {
        Path banner = Files.writeString(home.resolve("banner"), "Authorised users only!\n".repeat(100));
        sshd = RealSshd.start(Account.ordinary(), "Banner " + banner);
        HostPath file = sshd.newDirectory().child("file");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().publish(file, out -> out.write('x'), PublishMode.IF_ABSENT);
            assertThat(output(host, "cat", file.value())).isEqualTo("x");
        }
    }

    /** Whether or not the noise ends with a line break, and whatever it looks like. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'Welcome!'; echo ouch >&2",
                "printf walsafe:be",
                "head -c 200000 /dev/urandom",
                "id; set -x"
            })
    void aNoisyProfileDoesNotGetIntoTheOutput(String noise) throws IOException {
        sshd = startWithProfile(noise);
        HostPath file = sshd.newDirectory().child("$(touch x) 'quoted'");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files()
                    .publish(
                            file,
                            out -> out.write("walsafe:begin\nx".getBytes(StandardCharsets.UTF_8)),
                            PublishMode.IF_ABSENT);

            assertThat(output(host, "cat", file.value())).isEqualTo("walsafe:begin\nx");
            assertThat(host.run(Command.of("sh", "-c", "exit 3"), OutputStream.nullOutputStream())
                            .ending())
                    .isEqualTo(new CommandEnding.Exited(3));
            assertThat(Program.run(plainSsh("true")).output()).isNotEmpty();
        }
    }

    @Test
    void aProfileThatTurnsUsersAwayIsTold() throws IOException {
        sshd = startWithProfile("echo 'This account is currently not available.'; exit 1");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.run(Command.of("true"), OutputStream.nullOutputStream()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("currently not available");
        }
    }

    @Test
    void aNoisyProfileBeforeAnSftpServerIsTold() throws IOException {
        sshd = startWithProfile("echo Welcome", "Subsystem sftp /usr/lib/openssh/sftp-server");
        HostPath directory = sshd.newDirectory();

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.files().status(directory))
                    .isInstanceOfSatisfying(HostUnreachableException.class, e -> assertThat(e.hint())
                            .hasValueSatisfying(hint -> assertThat(hint).contains("internal-sftp")));
            assertThat(sshd.log()).contains("Accepted publickey");
        }
    }

    @Test
    void withoutAnSftpServerCommandsStillRun() throws IOException {
        sshd = RealSshd.start(Account.ordinary(), "Subsystem sftp /bin/false");
        HostPath directory = sshd.newDirectory();

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.files().status(directory)).isInstanceOf(HostUnreachableException.class);
            assertThat(output(host, "echo", "here")).isEqualTo("here\n");
        }
    }

    @Test
    void anAccountWithCommandsOfItsOwnChoiceGetsTheBareCommandLine() throws IOException {
        sshd = RealSshd.start(Account.ordinary(), "ForceCommand echo \"asked for: $SSH_ORIGINAL_COMMAND\"");
        SshConfiguration.Builder configuration = sshd.configuration();

        try (SshHost bare =
                        new SshHost(configuration.framing(CommandFraming.BARE).build());
                SshHost marked =
                        new SshHost(configuration.framing(CommandFraming.MARKED).build())) {
            assertThat(output(bare, "barman", "get-wal", "two words"))
                    .isEqualTo("asked for: barman get-wal 'two words'\n");
            assertThatThrownBy(() -> output(marked, "true"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("BARE");
        }
    }

    /** Bash, when {@code sshd} runs it, reads {@code .bashrc} before it runs a command line. */
    private RealSshd startWithProfile(String profile, String... settings) throws IOException {
        Files.writeString(home.resolve(".bashrc"), profile + '\n');
        Account.ordinary().own(home.resolve(".bashrc"));
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("SetEnv HOME=" + home);
        return RealSshd.start(Account.ordinary(), all.toArray(String[]::new));
    }

    private List<String> plainSsh(String command) {
        List<String> words = sshd.ssh("-o", "UserKnownHostsFile=" + sshd.knownHosts());
        words.add(command);
        return words;
    }

    private static String output(SshHost host, String... words) throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        assertThat(host.run(Command.of(words), stdout).succeeded()).isTrue();
        return stdout.toString(StandardCharsets.UTF_8);
    }
}
