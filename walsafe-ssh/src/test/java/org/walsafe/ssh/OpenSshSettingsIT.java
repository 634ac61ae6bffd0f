package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.Command;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealAgent;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "ssh-agent", "ssh-add", "setpriv"})
class OpenSshSettingsIT {

    private static RealSshd sshd;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        sshd = RealSshd.start(Account.ordinary());
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @Test
    void anAliasLeadsToHostPortUserAndKey() throws IOException {
        Path config = config(
                "Include " + Files.write(directory.resolve("included"), List.of("Host pg", "  Port " + sshd.port())),
                "Host pg",
                "  HostName localhost",
                "  Port 1",
                "  User \"" + sshd.target().user() + "\"",
                "  IdentityFile " + sshd.clientDirectory() + "/id_%%ed25519",
                "  IdentityFile " + sshd.userKey().file().getParent() + "/id_ed25519",
                "  UserKnownHostsFile " + sshd.knownHosts());

        SshConfiguration configuration = resolve(config, "pg");

        assertThat(configuration.target()).isEqualTo(sshd.target());
        assertReaches(configuration);
    }

    @Test
    void whatTheOperatorNamesIsStrongerThanTheConfiguration() throws IOException {
        Path config = config("Host *", "  User somebody", "  Port 1", "  ConnectTimeout 7", "  ServerAliveInterval 3");

        SshConfiguration configuration = resolve(config, "postgres@[::1]:2222");

        assertThat(configuration.target()).isEqualTo(new SshTarget("postgres", "::1", 2222));
        assertThat(configuration.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(configuration.keepAlive()).isEqualTo(new SshConfiguration.KeepAlive(Duration.ofSeconds(3), 3));
    }

    @Test
    void hostKeySettingsAreHonoured() throws IOException {
        Path hashed = sshd.knownHosts("the-alias " + sshd.ed25519HostKey().publicKey());
        Program.require(RealParts.path("ssh-keygen").toString(), "-q", "-H", "-f", hashed.toString());
        Path config = config(
                "Host localhost",
                "  HostKeyAlias the-alias",
                "  UserKnownHostsFile /dev/null",
                "  GlobalKnownHostsFile " + hashed,
                "  StrictHostKeyChecking no",
                "  RequiredRSASize 3000",
                "  IdentityFile " + sshd.userKey().file());

        SshConfiguration configuration = resolve(config, user() + "@localhost:" + sshd.port());

        assertThat(configuration.leastRsaBits()).isEqualTo(3000);
        assertReaches(configuration);
    }

    @Test
    void anUnknownHostIsRefusedHoweverLaxTheConfigurationIs() throws IOException {
        for (String lax : List.of("no", "accept-new", "off")) {
            Path knownHosts = directory.resolve("empty-" + lax);
            Path config = config(
                    "Host *",
                    "  StrictHostKeyChecking " + lax,
                    "  UserKnownHostsFile " + knownHosts,
                    "  IdentityFile " + sshd.userKey().file());

            assertThatThrownBy(() -> assertReaches(resolve(config, user() + "@localhost:" + sshd.port())))
                    .isInstanceOf(HostKeyRefusedException.class);
            assertThat(knownHosts).doesNotExist();
        }
    }

    @Test
    void onlyAllowedAlgorithmsAreUsed() throws IOException {
        String reachable = "  UserKnownHostsFile " + sshd.knownHosts() + "\n  IdentityFile "
                + sshd.userKey().file();
        Path narrow = config(
                "Host *",
                "  Ciphers aes256-ctr",
                "  MACs hmac-sha2-512",
                "  KexAlgorithms ecdh-sha2-nistp384",
                "  HostKeyAlgorithms ssh-ed25519",
                reachable);
        Path none = config("Host *", "  Ciphers chacha20-poly1305@openssh.com", reachable);
        Path noKey = config("Host *", "  PubkeyAcceptedAlgorithms rsa-sha2-512", reachable);
        String destination = user() + "@localhost:" + sshd.port();

        assertReaches(resolve(narrow, destination));
        assertThat(resolve(narrow, destination).algorithms().ciphers()).containsExactly("aes256-ctr");
        assertThatThrownBy(() -> assertReaches(resolve(none, destination)))
                .isInstanceOf(SshConfigurationException.class)
                .hasMessageContaining("Ciphers");
        assertThatThrownBy(() -> assertReaches(resolve(noKey, destination)))
                .isInstanceOf(SshLoginRefusedException.class);
    }

    @Test
    void theAgentIsUsedAsConfigured() throws IOException {
        SshKey key = SshKey.make(directory, "agents", "ed25519");
        sshd.authorize(key.publicKey());
        try (RealAgent agent = RealAgent.start(directory)) {
            agent.add(key);
            Files.delete(key.file());
            String common = "Host *\n  UserKnownHostsFile " + sshd.knownHosts() + "\n  IdentityFile " + key.file();
            Map<String, String> environment =
                    Map.of("SSH_AUTH_SOCK", agent.socket().toString());

            assertReaches(resolve(config(common), environment));
            assertReaches(resolve(config(common, "  IdentitiesOnly yes"), environment));
            assertReaches(resolve(config(common, "  IdentityAgent " + agent.socket()), Map.of()));
            assertThatThrownBy(() -> assertReaches(resolve(config(common, "  IdentityAgent none"), environment)))
                    .isInstanceOf(SshLoginRefusedException.class);
            Files.delete(key.publicFile());
            assertThatThrownBy(() -> assertReaches(resolve(config(common, "  IdentitiesOnly yes"), environment)))
                    .isInstanceOf(SshLoginRefusedException.class);
        }
    }

    private static SshConfiguration resolve(Path config, Map<String, String> environment) {
        String ssh = RealParts.path("ssh").toString();
        return OpenSshSettings.of(List.of(ssh, "-F", config.toString()), environment)
                .resolve(SshDestination.parse(user() + "@localhost:" + sshd.port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ProxyCommand nc %h %p", "KnownHostsCommand /bin/true", "VerifyHostKeyDNS yes"})
    void whatIsNotSupportedIsAnError(String line) throws IOException {
        Path config = config("Host *", line);

        assertThatThrownBy(() -> resolve(config, "localhost")).isInstanceOf(SshConfigurationException.class);
    }

    @Test
    void aConfigurationThatSshRefusesIsAnErrorInItsWords() throws IOException {
        Path config = config("Host *", "  NoSuchOption yes");

        assertThatThrownBy(() -> resolve(config, "localhost"))
                .isInstanceOf(SshConfigurationException.class)
                .hasMessageContaining("nosuchoption");
    }

    @Test
    void aJumpThatLeadsInACircleIsAnError() throws IOException {
        Path config = config("Host a", "  ProxyJump b", "Host b", "  ProxyJump a");

        assertThatThrownBy(() -> resolve(config, "a"))
                .isInstanceOf(SshConfigurationException.class)
                .hasMessageContaining("8 hosts");
    }

    @Test
    void withoutSshItsDefaultsAreTakenUnlessThereIsAConfiguration() {
        OpenSshSettings settings = OpenSshSettings.of(List.of("/absent/ssh"), Map.of());
        boolean configured = Files.exists(UserFiles.home().resolve(".ssh/config"));

        if (configured) {
            assertThatThrownBy(() -> settings.resolve(SshDestination.parse("pg")))
                    .isInstanceOf(SshConfigurationException.class);
        } else {
            assertThat(settings.resolve(SshDestination.parse("pg")).target())
                    .isEqualTo(SshTarget.of(System.getProperty("user.name"), "pg"));
        }
    }

    private static String user() {
        return sshd.target().user();
    }

    private Path config(String... lines) throws IOException {
        return Files.write(Files.createTempFile(directory, "config", ""), List.of(lines));
    }

    private static SshConfiguration resolve(Path config, String destination) {
        return OpenSshSettings.in(config).resolve(SshDestination.parse(destination));
    }

    private static void assertReaches(SshConfiguration configuration) throws IOException {
        try (SshHost host = new SshHost(configuration)) {
            assertThat(host.run(Command.of("true"), OutputStream.nullOutputStream())
                            .succeeded())
                    .isTrue();
        }
    }
}
