package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.codec.CodecSamples.Sample;
import org.walsafe.tck.WalSamples;

class StoredFormTest {

    private static final StoredForm PLAIN = new StoredForm.Coded(WalCodec.NONE);

    @ParameterizedTest
    @MethodSource("org.walsafe.codec.CodecSamples#all")
    void recognisesWhatRealCompressorsWrite(Sample sample) {
        assertThat(StoredForm.of(head(sample.bytes()))).isEqualTo(new StoredForm.Coded(sample.codec()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpg-armoured", "gpg-curve", "gpg-rsa", "gpg-symmetric"})
    void recognisesWhatGnuPgEncrypts(String name) {
        assertThat(StoredForm.of(head(CodecSamples.resource(name)))).isEqualTo(new StoredForm.Encrypted());
    }

    @Test
    void recognisesTheCurrentPacketFormOfOpenPgpInEachOfItsLengths() {
        assertThat(form(0xc1, 0x5e, 0x03)).isEqualTo(new StoredForm.Encrypted());
        assertThat(form(0xc1, 0xc0, 0x4c, 0x03)).isEqualTo(new StoredForm.Encrypted());
        assertThat(form(0xc3, 0xff, 0, 0, 0, 13, 0x04)).isEqualTo(new StoredForm.Encrypted());
        assertThat(form(0xc3, 0x1d, 0x06)).isEqualTo(new StoredForm.Encrypted());
        assertThat(form(0xc1, 0xe0, 0x03)).isEqualTo(PLAIN);
        assertThat(form(0xc1, 0x5e, 0x02)).isEqualTo(PLAIN);
        assertThat(form(0xc2, 0x5e, 0x03)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @MethodSource("walFiles")
    void takesNoUncompressedWalFileForAnythingElse(WalSamples.Sample sample) {
        assertThat(StoredForm.of(head(sample.bytes()))).isEqualTo(PLAIN);
    }

    @Test
    void takesABeginningOfAMagicForPlain() {
        assertThat(form()).isEqualTo(PLAIN);
        assertThat(form(0x1f)).isEqualTo(PLAIN);
        assertThat(form(0x1f, 0x8b)).isEqualTo(PLAIN);
        assertThat(form(0x84)).isEqualTo(PLAIN);
        assertThat(form(0x1f, 0x8b, 0x08)).isEqualTo(new StoredForm.Coded(WalCodec.GZIP));
    }

    static Stream<WalSamples.Sample> walFiles() {
        return Stream.of(WalSamples.segments(), WalSamples.timelineHistories(), WalSamples.backupHistories())
                .flatMap(samples -> samples);
    }

    private static StoredForm form(int... head) {
        byte[] bytes = new byte[head.length];
        for (int i = 0; i < head.length; i++) {
            bytes[i] = (byte) head[i];
        }
        return StoredForm.of(bytes);
    }

    private static byte[] head(byte[] file) {
        return Arrays.copyOf(file, Math.min(file.length, StoredForm.HEAD_BYTES));
    }
}
