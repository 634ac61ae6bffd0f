package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WalCodecTest {

    @Test
    void namesTheCodecsAsBarmanDoes() {
        assertThat(Stream.of(WalCodec.values()).map(WalCodec::word))
                .containsExactly("none", "gzip", "bzip2", "xz", "zstd", "lz4", "snappy");
    }

    @ParameterizedTest
    @EnumSource
    void findsEveryLibraryInThisBuild(WalCodec codec) {
        assertThat(codec.isAvailable()).isTrue();
    }

    @Test
    void takesTheNearestLevelForOneThatACodecDoesNotHave() {
        assertThat(WalCodec.GZIP.levels().nearest(100)).isEqualTo(9);
        assertThat(WalCodec.GZIP.levels().nearest(0)).isEqualTo(1);
        assertThat(WalCodec.ZSTD.levels().nearest(-7)).isEqualTo(-7);
        assertThat(WalCodec.NONE.levels().nearest(5)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void decodesWhatItEncodesAtEachLevel(WalCodec codec) throws IOException {
        byte[] content = CodecSamples.content();
        CompressionLevels levels = codec.levels();
        for (int level : new int[] {levels.lowest(), levels.low(), levels.medium(), levels.high()}) {
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            try (OutputStream encoder = codec.encode(stored, level)) {
                encoder.write(content);
            }
            assertThat(CodecSamples.decoded(stored.toByteArray())).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void makesWalSmaller(WalCodec codec) {
        byte[] content = CodecSamples.content();

        assertThat(CodecSamples.encoded(codec, content)).hasSizeLessThan(content.length / 2);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheTargetOpenWhenTheEncoderIsClosed(WalCodec codec) throws IOException {
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };

        codec.encode(out, 1).close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void writesWhatNoDecoderAcceptsUntilTheEncoderIsClosed(WalCodec codec) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        OutputStream encoder = codec.encode(stored, codec.levels().medium());
        encoder.write(CodecSamples.content());
        encoder.flush();
        byte[] unfinished = stored.toByteArray();

        if (codec != WalCodec.SNAPPY && StoredForm.of(unfinished).equals(new StoredForm.Coded(codec))) {
            assertThatThrownBy(() -> CodecSamples.decoded(unfinished)).isInstanceOf(CorruptWalFileException.class);
        }
        encoder.close();
        assertThat(CodecSamples.decoded(stored.toByteArray())).isEqualTo(CodecSamples.content());
    }
}
