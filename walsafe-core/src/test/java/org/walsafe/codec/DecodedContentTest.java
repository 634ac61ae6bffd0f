package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.codec.CodecSamples.Sample;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.Sha256;

class DecodedContentTest {

    @ParameterizedTest
    @MethodSource("org.walsafe.codec.CodecSamples#all")
    void tellsOfTheContentWhateverTheCodec(Sample sample) throws IOException {
        DecodedContent content = read(sample.bytes());

        assertThat(content.codec()).isEqualTo(sample.codec());
        assertThat(content.size()).isEqualTo(CodecSamples.content().length);
        assertThat(content.sha256()).isEqualTo(Sha256.of(CodecSamples.content()));
        assertThat(SegmentHeader.parse(content.beginning()).systemIdentifier())
                .isEqualTo(WalSamples.systemIdentifier(PostgresMajor.V9_3));
    }

    @Test
    void keepsAllOfAShortContentAsItsBeginning() throws IOException {
        assertThat(read(new byte[] {1, 2}).beginning()).containsExactly(1, 2);
        assertThat(read(new byte[0]).beginning()).isEmpty();
        assertThat(read(new byte[0]).size()).isZero();
    }

    @Test
    void gathersTheBeginningFromAStreamThatComesInBits() throws IOException {
        byte[] content = Arrays.copyOf(CodecSamples.content(), 100);
        InputStream inBits = new ByteArrayInputStream(content) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 7));
            }
        };

        DecodedContent read = DecodedContent.read(inBits, "the sample", 100);

        assertThat(read.beginning()).isEqualTo(Arrays.copyOf(content, SegmentHeader.MINIMUM_BYTES));
        assertThat(read.sha256()).isEqualTo(Sha256.of(content));
    }

    @Test
    void saysNothingOfAFileThatIsNotIntact() {
        byte[] cut = Arrays.copyOf(CodecSamples.resource("gzip"), 20_000);

        assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptWalFileException.class);
        assertThatThrownBy(() -> DecodedContent.read(
                        new ByteArrayInputStream(CodecSamples.resource("gzip")), "the sample", 1000))
                .isInstanceOf(DecodingLimitException.class);
    }

    private static DecodedContent read(byte[] stored) throws IOException {
        return DecodedContent.read(new ByteArrayInputStream(stored), "the sample", 1 << 20);
    }
}
