package org.walsafe.ssh.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WireKeyTest {

    /** Made by {@code ssh-keygen} of OpenSSH 9.2, the fingerprint too. */
    private static final String BASE64 = "AAAAC3NzaC1lZDI1NTE5AAAAIBpQio+K3pryK53XkYhhqFXMUvfvrZVMfbWU0xoGE/Pl";

    private static final String FINGERPRINT = "SHA256:P/QDzkPiG0pCijhROQA5nICzXmu9Pyacjp496oA61Q0";

    @Test
    void showsItsFingerprintAsSshDoes() {
        WireKey key = WireKey.tryParse("ssh-ed25519", BASE64).orElseThrow();

        assertThat(key.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(key).hasToString("ssh-ed25519 " + FINGERPRINT);
        assertThat(key.base64()).isEqualTo(BASE64);
    }

    @Test
    void isEqualWhenItsBytesAre() {
        assertThat(TestKeys.ed25519(1)).isEqualTo(TestKeys.ed25519(1)).isNotEqualTo(TestKeys.ed25519(2));
        assertThat(TestKeys.ed25519(1)).hasSameHashCodeAs(TestKeys.ed25519(1));
    }

    @Test
    void aCertificateHoldsTheKeyItCertifies() {
        WireKey key = TestKeys.ed25519(1);
        WireKey certificate = new TestKeys.Authority().certify(key).key();

        assertThat(certificate.isCertificate()).isTrue();
        assertThat(certificate.publicKey()).isEqualTo(key);
        assertThat(key.isCertificate()).isFalse();
        assertThat(key.publicKey()).isSameAs(key);
    }

    @Test
    void tellsTheLengthOfAnRsaKey() {
        assertThat(TestKeys.rsa(1, 1024).rsaBits()).hasValue(1024);
        assertThat(TestKeys.rsa(1, 3072).rsaBits()).hasValue(3072);
        assertThat(TestKeys.ed25519(1).rsaBits()).isEmpty();
    }

    @Test
    void whatHasNoTypeIsNoKey() {
        for (byte[] blob : new byte[][] {{}, {0, 0}, {0, 0, 0, 9, 'x'}, {-1, -1, -1, -1}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> WireKey.of(blob));
        }
    }
}
