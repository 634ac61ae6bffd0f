package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.host.Command;
import org.walsafe.ssh.SshCredentials.Agent;
import org.walsafe.ssh.SshCredentials.KeyFile;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealAgent;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"sshd", "ssh-keygen", "ssh-agent", "ssh-add", "setpriv"})
class SshLoginIT {

    private static RealSshd sshd;
    private static SshKey userAuthority;

    private Path keys;

    @BeforeAll
    static void start() {
        sshd = RealSshd.start(Account.ordinary());
        userAuthority = SshKey.make(sshd.clientDirectory(), "user_authority", "ed25519");
        sshd.trustUserAuthority(userAuthority);
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @BeforeEach
    void makeDirectory() throws IOException {
        keys = Files.createTempDirectory(sshd.clientDirectory(), "keys");
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, ''",
        "ecdsa, '-b 256'",
        "ecdsa, '-b 384'",
        "ecdsa, '-b 521'",
        "rsa, '-b 2048'",
        "rsa, '-m PKCS8'",
        "ecdsa, '-m PKCS8'",
        "rsa, '-m PEM'",
        "ecdsa, '-m PEM'"
    })
    void aKeyOfAnyKindLogsIn(String type, String options) throws IOException {
        SshKey key = key("id", type, "", options);
        sshd.authorize(key.publicKey());

        assertLogsIn(KeyFile.of(key.file()));
    }

    @ParameterizedTest
    @CsvSource({"ed25519, ''", "ecdsa, ''", "rsa, ''", "ed25519, '-Z aes256-gcm@openssh.com'", "rsa, '-m PKCS8'"})
    void aKeyWithAPassphraseLogsIn(String type, String options) throws IOException {
        SshKey key = key("id", type, "correct horse", options);
        sshd.authorize(key.publicKey());

        assertLogsIn(new KeyFile(key.file(), List.of(), file -> Optional.of("correct horse".toCharArray())));
    }

    @Test
    void aPassphraseIsOverwrittenAfterUse() throws IOException {
        SshKey key = key("id", "ed25519", "correct horse", "");
        sshd.authorize(key.publicKey());
        char[] passphrase = "correct horse".toCharArray();

        assertLogsIn(new KeyFile(key.file(), List.of(), file -> Optional.of(passphrase)));

        assertThat(passphrase).containsOnly('\0');
    }

    @Test
    void aWrongPassphraseIsToldFromARefusal() {
        SshKey key = key("id", "ed25519", "correct horse", "");
        sshd.authorize(key.publicKey());

        var wrong = refusal(new KeyFile(key.file(), List.of(), file -> Optional.of("wrong".toCharArray())));
        var none = refusal(KeyFile.of(key.file()));

        assertThat(wrong).hasMessageContaining(key.file().toString()).hasMessageContaining("passphrase is wrong");
        assertThat(none).hasMessageContaining(key.file().toString()).hasMessageContaining("ssh-add");
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsed() throws IOException {
        SshKey key = key("id", "ed25519", "", "");
        sshd.authorize(key.publicKey());
        Files.setPosixFilePermissions(key.file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(refusal(KeyFile.of(key.file()))).hasMessageContaining("chmod 600 " + key.file());
    }

    @Test
    void aWrongKeyIsRefusedAndNamed() throws IOException {
        SshKey key = key("id", "ed25519", "", "");

        SshLoginRefusedException refusal = refusal(KeyFile.of(key.file()));

        assertThat(refusal).hasMessageContaining(sshd.target().toString()).hasMessageContaining(key.fingerprint());
        assertThat(refusal.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("authorized_keys"));
    }

    @Test
    void theNextKeyIsTriedAfterAWrongOne() throws IOException {
        SshKey wrong = key("wrong", "rsa", "", "");
        SshKey right = key("right", "ed25519", "", "");
        sshd.authorize(right.publicKey());

        assertLogsIn(KeyFile.of(keys.resolve("absent")), KeyFile.of(wrong.file()), KeyFile.of(right.file()));
    }

    @Test
    void withoutAnyKeyNobodyLogsIn() {
        assertThat(refusal()).hasMessageContaining("no key");
    }

    @ParameterizedTest
    @CsvSource({"ed25519", "ecdsa", "rsa"})
    void aUserCertificateLogsIn(String type) throws IOException {
        SshKey key = key("id", type, "", "");
        userAuthority.certify(key, "-n", sshd.target().user());

        assertLogsIn(KeyFile.of(key.file()));
    }

    @Test
    void aCertificateInAFileOfItsOwnLogsIn() throws IOException {
        SshKey key = key("id", "ed25519", "", "");
        Path beside = userAuthority.certify(key, "-n", sshd.target().user());
        Path elsewhere = Files.move(beside, keys.resolve("elsewhere.pub"));

        assertThat(refusal(KeyFile.of(key.file()))).isNotNull();
        assertLogsIn(new KeyFile(key.file(), List.of(elsewhere), SshCredentials.Passphrase.NONE));
    }

    @ParameterizedTest
    @CsvSource({"ed25519", "ecdsa", "rsa"})
    void anAgentLogsIn(String type) throws IOException {
        SshKey key = key("id", type, "", "");
        sshd.authorize(key.publicKey());
        try (RealAgent agent = RealAgent.start(keys)) {
            agent.add(key);

            assertLogsIn(Agent.of(agent.socket()));
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519", "rsa"})
    void aCertificateInAnAgentLogsIn(String type) throws IOException {
        SshKey key = key("id", type, "", "");
        userAuthority.certify(key, "-n", sshd.target().user());
        try (RealAgent agent = RealAgent.start(keys)) {
            agent.add(key);

            assertLogsIn(Agent.of(agent.socket()));
        }
    }

    @Test
    void ofAnAgentsKeysOnlyTheNamedOnesAreUsed() throws IOException {
        SshKey allowed = key("allowed", "ed25519", "", "");
        SshKey other = key("other", "ed25519", "", "");
        sshd.authorize(allowed.publicKey());
        try (RealAgent agent = RealAgent.start(keys)) {
            agent.add(other);
            agent.add(allowed);

            assertThat(refusal(new Agent(agent.socket(), List.of(other.publicFile()))))
                    .hasMessageContaining(other.fingerprint())
                    .message()
                    .doesNotContain(allowed.fingerprint());
            assertLogsIn(new Agent(agent.socket(), List.of(allowed.publicFile())));
        }
    }

    @Test
    void anAgentThatIsGoneIsNoReasonNotToTryAKey() throws IOException {
        Path nowhere = keys.resolve("agent");

        assertThat(refusal(Agent.of(nowhere))).hasMessageContaining(nowhere.toString());
        assertLogsIn(Agent.of(nowhere), KeyFile.of(sshd.userKey().file()));
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() throws IOException {
        SshKey key = key("id", "ed25519", "correct horse", "");
        KeyFile credentials = new KeyFile(key.file(), List.of(), file -> Optional.of("correct horse".toCharArray()));
        SshConfiguration configuration =
                sshd.configuration().onlyCredentials(List.of(credentials)).build();

        assertThat(List.of(credentials.toString(), configuration.toString(), new SshHost(configuration).toString()))
                .noneMatch(text -> text.contains("horse"));
    }

    private SshKey key(String name, String type, String passphrase, String options) {
        List<String> words = new ArrayList<>(List.of(options.split(" ")));
        words.removeIf(String::isEmpty);
        return SshKey.make(keys, name, type, passphrase, words.toArray(String[]::new));
    }

    private static void assertLogsIn(SshCredentials... credentials) throws IOException {
        try (SshHost host = host(credentials)) {
            assertThat(host.run(Command.of("true"), OutputStream.nullOutputStream())
                            .succeeded())
                    .isTrue();
        }
    }

    private static SshLoginRefusedException refusal(SshCredentials... credentials) {
        try (SshHost host = host(credentials)) {
            return catchThrowableOfType(
                    SshLoginRefusedException.class,
                    () -> host.run(Command.of("true"), OutputStream.nullOutputStream()));
        }
    }

    private static SshHost host(SshCredentials... credentials) {
        return new SshHost(
                sshd.configuration().onlyCredentials(List.of(credentials)).build());
    }
}
