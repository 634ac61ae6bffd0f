package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.host.Command;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

/** WalSafe believes a host exactly when {@code ssh} does: side by side, with the same server and the same file. */
@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv"})
class HostKeyCheckIT {

    private static final String NO_ALIAS = "";

    private static RealSshd sshd;
    private static SshKey other;
    private static SshKey authority;
    private static SshKey rsaAuthority;

    /** What {@code known_hosts} says, in words and in lines, and whether the host is then believed. */
    record Row(boolean believed, String meaning, List<String> lines) {

        @Override
        public String toString() {
            return (believed ? "believed: " : "refused: ") + meaning;
        }
    }

    private static Row believed(String meaning, String... lines) {
        return new Row(true, meaning, List.of(lines));
    }

    private static Row refused(String meaning, String... lines) {
        return new Row(false, meaning, List.of(lines));
    }

    @BeforeAll
    static void start() {
        sshd = RealSshd.start(Account.ordinary());
        other = SshKey.make(sshd.clientDirectory(), "other", "ed25519");
        authority = SshKey.make(sshd.clientDirectory(), "authority", "ed25519");
        rsaAuthority = SshKey.make(sshd.clientDirectory(), "rsa_authority", "rsa");
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    static Stream<Row> keys() {
        return Stream.of(
                believed("its ed25519 key", "{H} {ED}"),
                believed("only its RSA key, though it has an ed25519 key too", "{H} {RSA}"),
                believed("only its ECDSA key", "{H} {EC}"),
                refused("nothing"),
                refused("another key", "{H} {OTHER}"),
                believed("another key and its own", "{H} {OTHER}", "{H} {ED}"),
                refused("its key, and that it is revoked", "{H} {ED}", "@revoked * {ED}"),
                refused("that its key is revoked, and its key", "@revoked {H} {ED}", "{H} {ED}"),
                refused("only that its keys are revoked", "@revoked * {ED}", "@revoked * {RSA}", "@revoked * {EC}"),
                believed("its key, and that another one is revoked", "{H} {ED}", "@revoked * {OTHER}"),
                believed("its key, revoked under the name without port", "@revoked localhost {ED}", "{H} {ED}"),
                refused("its key without port, revoked with port", "@revoked {H} {ED}", "localhost {ED}"),
                refused("negated patterns that match neither", "foo,!bar {ED}"),
                refused("a negated pattern alone", "!foo {ED}"),
                refused("negated patterns that match", "*,!{H},!localhost {ED}"),
                believed("a negated pattern that matches without port only", "*,!localhost {ED}"),
                refused("that its key is an authority's", "@cert-authority {H} {ED}"),
                believed("its key without port", "localhost {ED}"),
                refused("its key without port, another one with port", "localhost {ED}", "{H} {OTHER}"),
                believed("its name in capitals", "{UPPER} {ED}"),
                believed("wildcards", "[local???t]:* {ED}"),
                believed("a list of names", "other,{H},another {ED}"),
                believed("a hashed name", "{HASHED}"),
                refused("the name with another port", "[localhost]:1 {ED}"),
                refused("a type that the key is not of", "{H} {MISTYPED}"),
                refused("a key without its end", "{H} {TORN}"),
                believed("blanks, and a comment", "   {H}   {ED} a comment"),
                believed("a line as DOS ends it", "{H} {ED}\r"),
                believed("two markers, neither of which then counts", "@revoked @revoked * {ED}", "{H} {ED}"),
                refused("a marker that nobody knows", "@trusted {H} {ED}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void aKeyIsBelievedWhenSshBelievesIt(Row row) throws IOException {
        assertSideBySide(row, NO_ALIAS);
    }

    static Stream<Row> aliases() {
        return Stream.of(
                believed("the alias", "alias {ED}"),
                believed("the alias in capitals", "ALIAS {ED}"),
                refused("the alias with port", "[alias]:{P} {ED}"),
                refused("the name itself", "{H} {ED}"),
                refused("the name itself without port", "localhost {ED}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("aliases")
    void anAliasIsTheOnlyName(Row row) throws IOException {
        assertSideBySide(row, "Alias");
    }

    /** A certificate, by the options with which it was made, and what is then believed. */
    record CertificateRow(String certificate, String options, Row row) {

        @Override
        public String toString() {
            return certificate + ", " + row;
        }
    }

    static Stream<CertificateRow> certificates() {
        List<CertificateRow> rows = new ArrayList<>();
        String good = "-h -n localhost -V -1h:+1h";
        for (Row row : List.of(
                believed("the authority", "@cert-authority {H} {CA}"),
                believed("the authority without port", "@cert-authority localhost {CA}"),
                believed("the authority, and another key of the host", "{H} {OTHER}", "@cert-authority * {CA}"),
                believed("no authority, but the key", "{H} {ED}"),
                believed("another authority, and the key", "@cert-authority * {OTHER}", "{H} {ED}"),
                refused("another authority", "@cert-authority * {OTHER}"),
                refused("the authority, for others", "@cert-authority *,!{H},!localhost {CA}"),
                refused("the authority's key as the host's", "{H} {CA}"),
                refused("that the authority is revoked", "@cert-authority * {CA}", "@revoked * {CA}"),
                refused("the key, and that the authority is revoked", "{H} {ED}", "@revoked * {CA}"),
                refused("that the key is revoked", "@cert-authority * {CA}", "@revoked * {ED}"),
                refused("an authority behind a tab", "@cert-authority\t* {CA}"))) {
            rows.add(new CertificateRow("good", good, row));
        }
        List<String> objectionable = List.of(
                "a user's:-n localhost -V -1h:+1h",
                "expired:-h -n localhost -V -2h:-1h",
                "not yet valid:-h -n localhost -V +1h:+2h",
                "another host's:-h -n other -V -1h:+1h",
                "any host's, by a wildcard:-h -n * -V -1h:+1h",
                "with a critical option:-h -n localhost -V -1h:+1h -O critical:a@b=c");
        for (String one : objectionable) {
            String name = one.substring(0, one.indexOf(':'));
            String options = one.substring(one.indexOf(':') + 1);
            rows.add(new CertificateRow(name, options, refused("the authority", "@cert-authority * {CA}")));
            rows.add(new CertificateRow(
                    name, options, believed("the authority, and the key", "@cert-authority * {CA}", "{H} {ED}")));
        }
        rows.add(new CertificateRow(
                "without principals", "-h -V -1h:+1h", believed("the authority", "@cert-authority * {CA}")));
        rows.add(new CertificateRow(
                "signed by RSA", "RSA " + good, believed("the authority", "@cert-authority * {RSACA}")));
        rows.add(new CertificateRow(
                "signed by RSA with SHA-1",
                "RSA -t ssh-rsa " + good,
                refused("the authority", "@cert-authority * {RSACA}")));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("certificates")
    void aCertificateIsBelievedWhenSshBelievesIt(CertificateRow row) throws IOException {
        boolean rsa = row.options().startsWith("RSA ");
        String options = rsa ? row.options().substring("RSA ".length()) : row.options();
        Path certificate = (rsa ? rsaAuthority : authority).certify(sshd.ed25519HostKey(), options.split(" "));
        try {
            sshd.restart("HostKey " + sshd.ed25519HostKey().file(), "HostCertificate " + certificate);
            assertSideBySide(row.row(), NO_ALIAS);
        } finally {
            sshd.restart();
        }
    }

    @Test
    void anRsaHostCertificateIsBelieved() throws IOException {
        Path certificate = authority.certify(sshd.rsaHostKey(), "-h", "-n", "localhost");
        try {
            sshd.restart("HostKey " + sshd.rsaHostKey().file(), "HostCertificate " + certificate);
            assertSideBySide(believed("the authority", "@cert-authority * {CA}"), NO_ALIAS);
        } finally {
            sshd.restart();
        }
    }

    @Test
    void anEcdsaHostCertificateIsBelieved() throws IOException {
        SshKey ecdsaAuthority = SshKey.make(sshd.clientDirectory(), "ecdsa_authority", "ecdsa", "", "-b", "384");
        Path certificate = ecdsaAuthority.certify(sshd.ecdsaHostKey(), "-h", "-n", "localhost");
        try {
            sshd.restart("HostKey " + sshd.ecdsaHostKey().file(), "HostCertificate " + certificate);
            assertSideBySide(believed("the authority", "@cert-authority * " + ecdsaAuthority.publicKey()), NO_ALIAS);
        } finally {
            sshd.restart();
        }
    }

    @Test
    void aShortRsaKeyIsRefused() {
        Path knownHosts = sshd.knownHosts(filledIn("{H} {RSA}"));

        var refusal = catchThrowableOfType(
                HostKeyRefusedException.class,
                () -> run(sshd.configuration().knownHosts(List.of(knownHosts)).leastRsaBits(4096)));

        assertThat(refusal).hasMessageContaining("3072 bits");
    }

    @Test
    void anUnknownKeyIsRefusedWithItsFingerprintAndTheLineToAdd() throws IOException {
        Path knownHosts = sshd.knownHosts("# empty");

        var refusal = catchThrowableOfType(
                HostKeyRefusedException.class, () -> run(sshd.configuration().knownHosts(List.of(knownHosts))));

        assertThat(refusal.fingerprint()).isEqualTo(sshd.ed25519HostKey().fingerprint());
        assertThat(refusal)
                .hasMessageContaining(sshd.target().toString())
                .hasMessageContaining("not known")
                .hasMessageContaining(refusal.fingerprint());
        assertThat(refusal.hint())
                .hasValueSatisfying(
                        hint -> assertThat(hint).contains(knownHosts.toString()).contains(refusal.knownHostsLine()));
        Files.writeString(knownHosts, refusal.knownHostsLine() + '\n');
        assertThat(walSafeBelieves(sshd.configuration().knownHosts(List.of(knownHosts))))
                .isTrue();
        assertThat(sshBelieves(knownHosts, NO_ALIAS)).isTrue();
    }

    @Test
    void aChangedKeyIsRefusedAndTheOldLinesAreNamed() {
        Path knownHosts = sshd.knownHosts("# a comment", filledIn("{H} {OTHER}"));

        var refusal = catchThrowableOfType(
                HostKeyRefusedException.class, () -> run(sshd.configuration().knownHosts(List.of(knownHosts))));

        assertThat(refusal).hasMessageContaining(knownHosts + ":2");
        assertThat(refusal.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("listening"));
    }

    private static void assertSideBySide(Row row, String alias) throws IOException {
        Path knownHosts = sshd.knownHosts(
                row.lines().stream().map(HostKeyCheckIT::filledIn).toArray(String[]::new));
        SshConfiguration.Builder configuration = sshd.configuration().knownHosts(List.of(knownHosts));
        if (!alias.isEmpty()) {
            configuration.hostKeyAlias(alias);
        }

        assertThat(sshBelieves(knownHosts, alias)).as("ssh").isEqualTo(row.believed());
        assertThat(walSafeBelieves(configuration)).as("WalSafe").isEqualTo(row.believed());
    }

    private static String filledIn(String line) {
        String host = "[localhost]:" + sshd.port();
        String key = sshd.ed25519HostKey().publicKey();
        return line.replace("{HASHED}", line.contains("{HASHED}") ? hashed(host + ' ' + key) : "")
                .replace("{H}", host)
                .replace("{P}", String.valueOf(sshd.port()))
                .replace("{UPPER}", "[LOCALHOST]:" + sshd.port())
                .replace("{ED}", key)
                .replace("{RSA}", sshd.rsaHostKey().publicKey())
                .replace("{EC}", sshd.ecdsaHostKey().publicKey())
                .replace("{MISTYPED}", key.replace("ssh-ed25519 ", "ssh-rsa "))
                .replace("{TORN}", key.substring(0, key.length() - 8))
                .replace("{OTHER}", other.publicKey())
                .replace("{CA}", authority.publicKey())
                .replace("{RSACA}", rsaAuthority.publicKey());
    }

    private static String hashed(String line) {
        try {
            Path file = sshd.knownHosts(line);
            Program.require(RealParts.path("ssh-keygen").toString(), "-q", "-H", "-f", file.toString());
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean sshBelieves(Path knownHosts, String alias) {
        List<String> options = new ArrayList<>(List.of("-o", "UserKnownHostsFile=" + knownHosts));
        if (!alias.isEmpty()) {
            options.addAll(List.of("-o", "HostKeyAlias=" + alias));
        }
        List<String> words = sshd.ssh(options.toArray(String[]::new));
        words.add("true");
        Program ssh = Program.run(words);
        if (ssh.status() != 0) {
            assertThat(ssh.output()).contains("Host key verification failed");
        }
        return ssh.status() == 0;
    }

    private static boolean walSafeBelieves(SshConfiguration.Builder configuration) throws IOException {
        try {
            run(configuration);
            return true;
        } catch (HostKeyRefusedException e) {
            return false;
        }
    }

    private static void run(SshConfiguration.Builder configuration) throws IOException {
        try (SshHost host = new SshHost(configuration.build())) {
            assertThat(host.run(Command.of("true"), OutputStream.nullOutputStream())
                            .succeeded())
                    .isTrue();
        }
    }
}
