package org.walsafe.ssh.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.walsafe.ssh.knownhosts.TestKeys.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Changed;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Revoked;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Trusted;
import org.walsafe.ssh.knownhosts.HostKeyVerdict.Unknown;
import org.walsafe.ssh.knownhosts.TestKeys.Authority;
import org.walsafe.ssh.knownhosts.TestKeys.Certificate;

class KnownHostsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final WireKey KEY = TestKeys.ed25519(1);
    private static final WireKey OTHER = TestKeys.ed25519(2);
    private static final HostNames AT_PORT = HostNames.of("host", 2222);
    private static final int TYPE_BYTES = 4 + "ssh-ed25519-cert-v01@openssh.com".length();
    private static final String PORT = "[host]:2222";

    private final Authority authority = new Authority();

    @TempDir
    Path directory;

    @Test
    void aKnownKeyIsTrusted() throws IOException {
        assertThat(judge(KEY, line(PORT, KEY))).isInstanceOf(Trusted.class);
        assertThat(judge(KEY, line(PORT, OTHER), line(PORT, KEY))).isInstanceOf(Trusted.class);
    }

    @Test
    void nothingIsKnownOfAnUnknownHost() throws IOException {
        assertThat(judge(KEY)).isInstanceOf(Unknown.class);
        assertThat(judge(KEY, line("other", KEY))).isInstanceOf(Unknown.class);
    }

    @Test
    void anotherKeyOfTheHostIsAChange() throws IOException {
        HostKeyVerdict verdict = judge(KEY, "# a comment", line(PORT, OTHER), line(PORT, TestKeys.rsa(1, 2048)));

        assertThat(verdict).isInstanceOfSatisfying(Changed.class, changed -> assertThat(changed.places())
                .hasSize(2)
                .first()
                .asString()
                .endsWith(":2"));
    }

    @Test
    void aRevokedKeyIsNotTrustedWhereverTheLineStands() throws IOException {
        assertThat(judge(KEY, line(PORT, KEY), line("@revoked *", KEY))).isInstanceOf(Revoked.class);
        assertThat(judge(KEY, line("@revoked *", KEY), line(PORT, KEY))).isInstanceOf(Revoked.class);
        assertThat(judge(KEY, line("@revoked other", KEY), line(PORT, KEY))).isInstanceOf(Trusted.class);
        assertThat(judge(KEY, line("@revoked *", OTHER), line(PORT, KEY))).isInstanceOf(Trusted.class);
    }

    @Test
    void aLineWithoutPortCountsWhereNoneNamesThePort() throws IOException {
        assertThat(judge(KEY, line("host", KEY))).isInstanceOf(Trusted.class);
        assertThat(judge(KEY, line("host", KEY), line(PORT, OTHER))).isInstanceOf(Changed.class);
        assertThat(judge(KEY, line("host", OTHER))).isInstanceOf(Changed.class);
        assertThat(judge(KEY, line("host", KEY), line("@revoked host", KEY))).isInstanceOf(Revoked.class);
    }

    @Test
    void theNameOfADefaultPortHasNone() throws IOException {
        KnownHosts known = KnownHosts.of(HostNames.of("HOST", 22), List.of(file(line("host", KEY))));

        assertThat(known.judge(KEY, rules())).isInstanceOf(Trusted.class);
    }

    @Test
    void anAliasIsTheOnlyName() throws IOException {
        List<Path> files = List.of(file(line("alias", KEY), line("host", OTHER)));

        assertThat(KnownHosts.of(HostNames.ofAlias("Alias"), files).judge(KEY, rules()))
                .isInstanceOf(Trusted.class);
        assertThat(KnownHosts.of(HostNames.ofAlias("alias"), files).judge(OTHER, rules()))
                .isInstanceOf(Changed.class);
    }

    @Test
    void allFilesCountTogether() throws IOException {
        List<Path> files = List.of(file(line(PORT, KEY)), directory.resolve("absent"), file(line("@revoked *", KEY)));

        assertThat(KnownHosts.of(AT_PORT, files).judge(KEY, rules())).isInstanceOf(Revoked.class);
    }

    @Test
    void aFileThatCannotBeReadIsAnError() {
        assertThatThrownBy(() -> KnownHosts.of(AT_PORT, List.of(directory))).isInstanceOf(IOException.class);
    }

    @Test
    void aCertificateOfAKnownAuthorityIsTrusted() throws IOException {
        assertThat(judge(certificate().key(), authorityLine(PORT))).isInstanceOf(Trusted.class);
        assertThat(judge(certificate().key(), authorityLine("host"))).isInstanceOf(Trusted.class);
        assertThat(judge(certificate().key(), authorityLine("*"), line(PORT, OTHER)))
                .isInstanceOf(Trusted.class);
        assertThat(judge(certificate().key(), authorityLine("*,!host,!" + PORT)))
                .isInstanceOf(Unknown.class);
        assertThat(judge(certificate().key(), authorityLine("other"))).isInstanceOf(Unknown.class);
    }

    @Test
    void theKeyOfACertificateIsTrustedIfItIsKnown() throws IOException {
        assertThat(judge(certificate().key(), line(PORT, KEY))).isInstanceOf(Trusted.class);
        assertThat(judge(certificate().key(), line(PORT, OTHER))).isInstanceOf(Changed.class);
    }

    @Test
    void anAuthoritysOwnKeyIsNoHostKey() throws IOException {
        assertThat(judge(authority.key(), authorityLine("*"))).isInstanceOf(Unknown.class);
        assertThat(judge(certificate().key(), line(PORT, authority.key()))).isInstanceOf(Changed.class);
    }

    @Test
    void aCertificateFallsWithItsAuthorityOrItsKey() throws IOException {
        assertThat(judge(certificate().key(), authorityLine("*"), line("@revoked *", authority.key())))
                .isInstanceOf(Revoked.class);
        assertThat(judge(certificate().key(), authorityLine("*"), line("@revoked *", KEY)))
                .isInstanceOf(Revoked.class);
        assertThat(judge(certificate().key(), line(PORT, KEY), line("@revoked *", authority.key())))
                .isInstanceOf(Revoked.class);
    }

    @Test
    void anObjectionableCertificateCountsAsItsKey() throws IOException {
        List<Certificate> objectionable = List.of(
                certificate().forUsers(),
                certificate().principals("other"),
                certificate().principals("*"),
                certificate().principals("HOST"),
                certificate().valid(NOW.minusSeconds(100), NOW),
                certificate().valid(NOW.plusSeconds(1), NOW.plusSeconds(100)),
                certificate().withCriticalOption());

        for (Certificate certificate : objectionable) {
            assertThat(judge(certificate.key(), authorityLine("*")))
                    .isInstanceOfSatisfying(Unknown.class, unknown -> assertThat(unknown.objection())
                            .isPresent());
            assertThat(judge(certificate.key(), authorityLine("*"), line(PORT, KEY)))
                    .isInstanceOf(Trusted.class);
            assertThat(judge(certificate.key(), authorityLine("*"), line(PORT, OTHER)))
                    .isInstanceOfSatisfying(Changed.class, changed -> assertThat(changed.objection())
                            .isPresent());
        }
    }

    @Test
    void aCertificateIsValidFromItsFirstSecondToBeforeItsLast() throws IOException {
        assertThat(judge(certificate().valid(NOW, NOW.plusSeconds(1)).key(), authorityLine("*")))
                .isInstanceOf(Trusted.class);
        assertThat(judge(certificate().principals().key(), authorityLine("*"))).isInstanceOf(Trusted.class);
        assertThat(judge(certificate().principals("a", "host").key(), authorityLine("*")))
                .isInstanceOf(Trusted.class);
    }

    @Test
    void aForgedCertificateIsNotTrusted() throws IOException {
        KnownHosts known = KnownHosts.of(AT_PORT, List.of(file(authorityLine("*"))));
        byte[] genuine = certificate().key().blob();
        for (int at = TYPE_BYTES; at < genuine.length; at++) {
            byte[] forged = genuine.clone();
            forged[at] ^= 1;
            assertThat(verdictOrRefusal(known, forged)).as("byte %s", at).isNotInstanceOf(Trusted.class);
        }
    }

    private static Object verdictOrRefusal(KnownHosts known, byte[] blob) {
        try {
            return known.judge(WireKey.of(blob), rules());
        } catch (IllegalArgumentException torn) {
            return torn;
        }
    }

    @Test
    void aTornCertificateIsRefused() throws IOException {
        KnownHosts known = KnownHosts.of(AT_PORT, List.of(file(authorityLine("*"))));
        byte[] genuine = certificate().key().blob();
        for (int length = TYPE_BYTES; length < genuine.length; length++) {
            byte[] torn = Arrays.copyOf(genuine, length);
            assertThatThrownBy(() -> known.judge(WireKey.of(torn), rules()))
                    .as("length %s", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anAuthorityMustSignWithAnAllowedAlgorithm() throws IOException {
        CertificateRules rules = new CertificateRules("host", NOW, Set.of("rsa-sha2-512"));

        HostKeyVerdict verdict = KnownHosts.of(AT_PORT, List.of(file(authorityLine("*"))))
                .judge(certificate().key(), rules);

        assertThat(verdict).isInstanceOf(Unknown.class);
    }

    @Test
    void aHostIsAskedForWhatIsKnownOfIt() throws IOException {
        KnownHosts known = KnownHosts.of(
                AT_PORT,
                List.of(file(line(PORT, KEY), line("host", TestKeys.rsa(1, 2048)), line("@revoked *", OTHER))));
        KnownHosts elsewhere = KnownHosts.of(AT_PORT, List.of(file(line("host", TestKeys.rsa(1, 2048)))));
        KnownHosts certified = KnownHosts.of(AT_PORT, List.of(file(authorityLine("*"))));

        assertThat(known.knownTypes()).containsExactly("ssh-ed25519");
        assertThat(known.knowsAuthority()).isFalse();
        assertThat(elsewhere.knownTypes()).containsExactly("ssh-rsa");
        assertThat(certified.knownTypes()).isEmpty();
        assertThat(certified.knowsAuthority()).isTrue();
    }

    private Certificate certificate() {
        return authority.certify(KEY);
    }

    private String authorityLine(String hosts) {
        return line("@cert-authority " + hosts, authority.key());
    }

    private HostKeyVerdict judge(WireKey presented, String... lines) throws IOException {
        return KnownHosts.of(AT_PORT, List.of(file(lines))).judge(presented, rules());
    }

    private static CertificateRules rules() {
        return new CertificateRules("host", NOW, Set.of("ssh-ed25519"));
    }

    private Path file(String... lines) throws IOException {
        return Files.write(Files.createTempFile(directory, "known_hosts", ""), new ArrayList<>(List.of(lines)));
    }
}
