package org.walsafe.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.apache.commons.io.input.BrokenInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.codec.CodecSamples.Sample;

class DecodingStreamTest {

    /** Short enough to be cut at every byte, and of every kind of content: zeros, text, noise. */
    private static final byte[] SHORT = Arrays.copyOf(CodecSamples.content(), 3000);

    @ParameterizedTest
    @MethodSource("org.walsafe.codec.CodecSamples#all")
    void decodesWhatRealCompressorsWrite(Sample sample) throws IOException {
        try (DecodingStream in = CodecSamples.open(sample.bytes())) {
            assertThat(in.codec()).isEqualTo(sample.codec());
            assertThat(in.readAllBytes()).isEqualTo(CodecSamples.content());
            assertThat(in.decodedBytes()).isEqualTo(CodecSamples.content().length);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("org.walsafe.codec.CodecSamples#all")
    void decodesByteByByte(Sample sample) throws IOException {
        byte[] content = CodecSamples.content();
        try (DecodingStream in = CodecSamples.open(sample.bytes())) {
            for (byte wanted : content) {
                assertThat((byte) in.read()).isEqualTo(wanted);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void passesUncompressedContentThrough() throws IOException {
        try (DecodingStream in = CodecSamples.open(SHORT)) {
            assertThat(in.codec()).isEqualTo(WalCodec.NONE);
            assertThat(in.readAllBytes()).isEqualTo(SHORT);
        }
    }

    @Test
    void showsThatAFileIsEmpty() throws IOException {
        try (DecodingStream in = CodecSamples.open(new byte[0])) {
            assertThat(in.codec()).isEqualTo(WalCodec.NONE);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.decodedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsThatTheContentIsEmpty(WalCodec codec) throws IOException {
        try (DecodingStream in = CodecSamples.open(CodecSamples.encoded(codec, new byte[0]))) {
            assertThat(in.readAllBytes()).isEmpty();
            assertThat(in.decodedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("org.walsafe.codec.CodecSamples#all")
    void readsOneMemberAfterAnother(Sample sample) throws IOException {
        byte[] content = CodecSamples.content();

        assertThat(CodecSamples.decoded(CodecSamples.joined(sample.bytes(), sample.bytes())))
                .isEqualTo(CodecSamples.joined(content, content));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SNAPPY"})
    void noticesThatAFileIsCutAnywhere(WalCodec codec) {
        byte[] whole = CodecSamples.encoded(codec, SHORT);
        for (int length = magicLength(codec); length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> CodecSamples.decoded(cut), "cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(CorruptWalFileException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SNAPPY"})
    void noticesThatTheSecondMemberIsCutAnywhere(WalCodec codec) {
        byte[] member = CodecSamples.encoded(codec, SHORT);
        byte[] both = CodecSamples.joined(member, member);
        for (int length = member.length + 1; length < both.length; length++) {
            byte[] cut = Arrays.copyOf(both, length);
            assertThatThrownBy(() -> CodecSamples.decoded(cut), "cut to %d of %d bytes", length, both.length)
                    .isInstanceOf(CorruptWalFileException.class);
        }
    }

    @Test
    void acceptsASnappyFileCutBetweenTwoChunksBecauseTheFormatCannotTell() throws IOException {
        byte[] whole = CodecSamples.resource("snappy-barman");
        int identifier = 10;
        int firstChunk = 4 + ((whole[11] & 0xff) | (whole[12] & 0xff) << 8 | (whole[13] & 0xff) << 16);

        for (int length = identifier; length < identifier + firstChunk + 200; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length == identifier || length == identifier + firstChunk) {
                assertThat(CodecSamples.decoded(cut)).hasSizeLessThan(CodecSamples.content().length);
            } else {
                assertThatThrownBy(() -> CodecSamples.decoded(cut)).isInstanceOf(CorruptWalFileException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void refusesBytesThatFollowTheEnd(WalCodec codec) {
        byte[] member = CodecSamples.encoded(codec, SHORT);
        for (byte[] garbage : new byte[][] {{0}, {'x'}, {0, 0, 0}, "no member".getBytes(US_ASCII), new byte[511]}) {
            assertThatThrownBy(
                            () -> CodecSamples.decoded(CodecSamples.joined(member, garbage)),
                            "%s followed by %s",
                            codec,
                            Arrays.toString(garbage))
                    .isInstanceOf(CorruptWalFileException.class)
                    .hasMessageStartingWith("the sample is no intact " + codec.word() + " file, near byte ");
        }
    }

    @Test
    void namesTheCodecAndWhereTheDamageShowed() {
        byte[] gzip = CodecSamples.resource("gzip");
        gzip[gzip.length - 5] ^= 1;

        Throwable thrown = catchThrowable(() -> CodecSamples.decoded(gzip));

        assertThat(thrown)
                .isInstanceOf(CorruptWalFileException.class)
                .hasMessage("the sample is no intact gzip file, near byte " + (gzip.length - 4)
                        + ": the CRC of the content is wrong");
        assertThat(((CorruptWalFileException) thrown).codec()).isEqualTo(WalCodec.GZIP);
        assertThat(((CorruptWalFileException) thrown).offset()).isEqualTo(gzip.length - 4);
    }

    @Test
    void throwsTheSameAgainWhenReadingGoesOn() throws IOException {
        byte[] gzip = CodecSamples.resource("gzip");
        try (DecodingStream in = CodecSamples.open(Arrays.copyOf(gzip, gzip.length - 1))) {
            Throwable first = catchThrowable(in::readAllBytes);

            assertThat(first).isInstanceOf(CorruptWalFileException.class);
            assertThatThrownBy(in::read).isSameAs(first);
        }
    }

    @ParameterizedTest
    @MethodSource("org.walsafe.codec.CodecSamples#all")
    void doesNotTakeAFailureToReadForDamage(Sample sample) throws IOException {
        IOException failure = new IOException("the disk is on fire");
        byte[] bytes = sample.bytes();
        InputStream broken = new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, bytes.length / 2), new BrokenInputStream(() -> failure));

        try (DecodingStream in = DecodingStream.open(broken, "the sample", 1L << 30)) {
            assertThatThrownBy(in::readAllBytes).isSameAs(failure);
        } catch (IOException atClose) {
            assertThat(atClose).isSameAs(failure);
        }
    }

    @Test
    void passesOnAFailureToReadTheVeryBeginning() {
        IOException failure = new IOException("the disk is on fire");

        assertThatThrownBy(() -> DecodingStream.open(new BrokenInputStream(() -> failure), "the sample", 1))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @EnumSource
    void acceptsContentAsLongAsAllowed(WalCodec codec) throws IOException {
        byte[] stored = CodecSamples.encoded(codec, SHORT);
        try (DecodingStream in = DecodingStream.open(new ByteArrayInputStream(stored), "the sample", SHORT.length)) {
            assertThat(in.readAllBytes()).isEqualTo(SHORT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesContentThatIsAByteTooLong(WalCodec codec) throws IOException {
        byte[] stored = CodecSamples.encoded(codec, SHORT);
        try (DecodingStream in =
                DecodingStream.open(new ByteArrayInputStream(stored), "the sample", SHORT.length - 1)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(DecodingLimitException.class)
                    .hasMessage(
                            "the sample, a file of codec " + codec.word() + ", holds more than the 2999 bytes allowed");
            assertThat(in.decodedBytes()).isEqualTo(SHORT.length - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void stopsABombAtTheLimit(WalCodec codec) throws IOException {
        byte[] bomb = CodecSamples.encoded(codec, new byte[8 << 20]);
        try (DecodingStream in = DecodingStream.open(new ByteArrayInputStream(bomb), "the bomb", 100_000)) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(DecodingLimitException.class);
            assertThat(in.decodedBytes()).isEqualTo(100_000);
        }
    }

    @Test
    void refusesAnXzFileThatTakesTooMuchMemory() {
        byte[] stored = CodecSamples.resource("xz");
        int blockHeader = 12;
        int blockHeaderLength = (stored[blockHeader] + 1) * 4;
        stored[blockHeader + 4] = 36; // a dictionary of 1 GiB
        CRC32 crc = new CRC32();
        crc.update(stored, blockHeader, blockHeaderLength - 4);
        ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).putInt(blockHeader + blockHeaderLength - 4, (int)
                crc.getValue());

        assertThatThrownBy(() -> CodecSamples.decoded(stored))
                .isInstanceOf(DecodingLimitException.class)
                .hasMessageContaining("takes more memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpg-armoured", "gpg-rsa"})
    void namesAnEncryptedFile(String name) {
        assertThatThrownBy(() -> CodecSamples.open(CodecSamples.resource(name)))
                .isInstanceOf(EncryptedWalFileException.class)
                .hasMessageContaining("the sample is encrypted with GnuPG")
                .hasMessageContaining("barman get-wal");
    }

    @ParameterizedTest
    @EnumSource
    void closesTheStoredFile(WalCodec codec) throws IOException {
        AtomicInteger closed = new AtomicInteger();
        InputStream stored = new ByteArrayInputStream(CodecSamples.encoded(codec, SHORT)) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };

        DecodingStream in = DecodingStream.open(stored, "the sample", 1 << 20);
        in.read();
        in.close();

        assertThat(closed).hasPositiveValue();
    }

    @Test
    void refusesANegativeLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecodingStream.open(InputStream.nullInputStream(), "the sample", -1))
                .withMessage("maximumBytes must be >= 0, is -1");
    }

    private static int magicLength(WalCodec codec) {
        int length = 1;
        byte[] whole = CodecSamples.encoded(codec, SHORT);
        while (!codec.begins(Arrays.copyOf(whole, length))) {
            length++;
        }
        return length;
    }
}
