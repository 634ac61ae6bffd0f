package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** The shell that scripts start by {@code ssh}. */
@RequiresRealPart({"setpriv", "ssh", "ssh-keygen", "sshd"})
class OpenSshShellIT {

    private static final String FAST = "KexAlgorithms=^curve25519-sha256";

    @TempDir
    private Path directory;

    private List<String> words(String configuration, String uri) throws Exception {
        Path file = Files.writeString(directory.resolve("config"), configuration);
        return SshLocation.of(URI.create(uri)).shell(OpenSshSettings.in(file));
    }

    @Test
    void setsWhatTheConfigurationLeavesOpen() throws Exception {
        assertThat(words("Host pg\nHostName localhost\n", "ssh://pg/safe"))
                .startsWith("ssh", "-F", directory.resolve("config").toString())
                .contains("BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=10", FAST)
                .endsWith("--", "pg", "exec sh -s");
    }

    @Test
    void leavesWhatTheConfigurationSets() throws Exception {
        assertThat(words("KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256\n", "ssh://pg/safe"))
                .doesNotContain(FAST);
        assertThat(words("KexAlgorithms -sntrup*\nConnectTimeout 3\n", "ssh://pg/safe"))
                .doesNotContain(FAST, "ConnectTimeout=10");
    }

    @Test
    void takesWhatTheUriSetsForStronger() throws Exception {
        List<String> words =
                words("", "ssh://me@pg:2022/safe?IdentityFile=/a%20b/id&ConnectTimeout=4&HostKeyAlias=other");

        assertThat(words)
                .contains("IdentityFile=\"/a b/id\"", "ConnectTimeout=4", "HostKeyAlias=other")
                .doesNotContain("ConnectTimeout=10")
                .endsWith("-l", "me", "-p", "2022", "--", "pg", "exec sh -s");
    }

    @Test
    void refusesAConfigurationThatTheLibraryRefuses() {
        assertThatExceptionOfType(SshConfigurationException.class)
                .isThrownBy(() -> words("Host pg\nProxyCommand nc %h %p\n", "ssh://pg/safe"));
    }

    @Test
    void runsWhatItReadsAndLearnsNoUnknownKey() throws Exception {
        try (RealSshd sshd = RealSshd.start(Account.ordinary())) {
            String configuration = String.join(
                    "\n",
                    "HostName localhost",
                    "User " + Account.ordinary().name(),
                    "Port " + sshd.port(),
                    "IdentityFile " + sshd.userKey().file(),
                    "StrictHostKeyChecking accept-new",
                    "GlobalKnownHostsFile none",
                    "UserKnownHostsFile ");
            Path unknown = directory.resolve("unknown");

            assertThat(status(words(configuration + sshd.knownHosts() + '\n', "ssh://pg/safe")))
                    .isEqualTo(47);
            assertThat(status(words(configuration + unknown + '\n', "ssh://pg/safe")))
                    .isEqualTo(255);
            assertThat(unknown).doesNotExist();
        }
    }

    private int status(List<String> words) throws Exception {
        Path orders = Files.writeString(directory.resolve("orders"), "exit 47\n");
        Process process = new ProcessBuilder(words)
                .redirectInput(orders.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
