package org.walsafe.ssh.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.ssh.knownhosts.KnownHostsLine.Marker;

class KnownHostsLineTest {

    private static final WireKey KEY = TestKeys.ed25519(1);
    private static final String KEY_TEXT = KEY.type() + ' ' + KEY.base64();

    @Test
    void aLineHasHostsAndAKey() {
        KnownHostsLine line = parse("host,[host]:22 " + KEY_TEXT + " a comment").orElseThrow();

        assertThat(line.marker()).isEqualTo(Marker.NONE);
        assertThat(line.hosts()).isEqualTo(new HostPatterns("host,[host]:22"));
        assertThat(line.key()).isEqualTo(KEY);
        assertThat(line.place()).isEqualTo("known_hosts:7");
    }

    @Test
    void blanksAndTabsAndCarriageReturnsAreNoMatter() {
        assertThat(parse(" \thost\t" + KEY.type() + "  " + KEY.base64() + "\r")).isPresent();
    }

    @Test
    void aMarkerComesFirst() {
        assertThat(markerOf("@cert-authority * " + KEY_TEXT)).hasValue(Marker.CERTIFICATE_AUTHORITY);
        assertThat(markerOf("@revoked * " + KEY_TEXT)).hasValue(Marker.REVOKED);
    }

    @Test
    void aTabBehindAMarkerSpoilsTheTrustButNotTheDistrust() {
        assertThat(markerOf("@cert-authority\t* " + KEY_TEXT)).isEmpty();
        assertThat(markerOf("@revoked\t* " + KEY_TEXT)).hasValue(Marker.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "# host ssh-ed25519 AAAA",
                "#@revoked host ssh-ed25519 AAAA",
                "host",
                "host ssh-ed25519",
                "host ssh-ed25519 !!!!",
                "host ssh-ed25519 AAAA",
                "host 1024 35 1234567890",
                "@cert-authority",
                "@revoked host",
                "@unknown host @KEY@",
                "@REVOKED host @KEY@",
                "@cert-authority @revoked host @KEY@",
                "host ssh-rsa @BASE64@"
            })
    void whatCannotBeReadSaysNothing(String line) {
        String text = line.replace("@KEY@", KEY_TEXT).replace("@BASE64@", KEY.base64());

        assertThat(parse(text)).isEmpty();
    }

    @Test
    void base64WithoutItsEndIsNoKey() {
        WireKey rsa = TestKeys.rsa(1, 2056);
        String base64 = rsa.base64();
        assertThat(base64).endsWith("=");

        assertThat(parse("host ssh-rsa " + base64)).isPresent();
        assertThat(parse("host ssh-rsa " + base64.replace("=", ""))).isEmpty();
    }

    private static Optional<KnownHostsLine> parse(String line) {
        return KnownHostsLine.parse(line, "known_hosts:7");
    }

    private static Optional<Marker> markerOf(String line) {
        return parse(line).map(KnownHostsLine::marker);
    }
}
