package org.walsafe.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4FrameDecoderTest {

    private static final int LINKED = 0x40;
    private static final int INDEPENDENT = 0x60;
    private static final int BLOCK_CHECKSUMS = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int CONTENT_CHECKSUM = 0x04;
    private static final int DICTIONARY = 0x01;
    private static final int BLOCKS_OF_64_KIB = 0x40;

    /** "abcd", then the four bytes again, then "efghi". */
    private static final byte[] BLOCK = {0x40, 'a', 'b', 'c', 'd', 4, 0, 0x50, 'e', 'f', 'g', 'h', 'i'};

    private static final String CONTENT = "abcdabcdefghi";

    @Test
    void decodesABlock() throws IOException {
        assertThat(decoded(new Frame(INDEPENDENT).compressed(BLOCK))).isEqualTo(CONTENT);
    }

    @Test
    void decodesABlockThatIsNotCompressed() throws IOException {
        assertThat(decoded(new Frame(INDEPENDENT).stored("as it is"))).isEqualTo("as it is");
    }

    @Test
    void followsAMatchIntoAnEarlierBlockOnlyWhereBlocksAreLinked() throws IOException {
        byte[] back = {0x00, 8, 0, 0x10, '!'};

        assertThat(decoded(new Frame(LINKED).stored("12345678").compressed(back)))
                .isEqualTo("123456781234!");
        assertThatThrownBy(
                        () -> decoded(new Frame(INDEPENDENT).stored("12345678").compressed(back)))
                .hasMessageContaining("a match refers to what is not there");
    }

    @Test
    void followsNoMatchIntoAnEarlierFrame() throws IOException {
        byte[] first = new Frame(LINKED).stored("12345678").end();
        byte[] second = new Frame(LINKED).compressed(0x00, 8, 0, 0x10, '!').end();

        assertThatThrownBy(() -> CodecSamples.decoded(CodecSamples.joined(first, second)))
                .hasMessageContaining("a match refers to what is not there");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17})
    void repeatsAPatternOfAnyLength(int distance) throws IOException {
        String pattern = "abcdefghijklmnopq".substring(0, distance);
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(Math.min(distance, 15) << 4 | 15);
        if (distance >= 15) {
            block.write(distance - 15);
        }
        block.writeBytes(pattern.getBytes(US_ASCII));
        block.writeBytes(new byte[] {(byte) distance, 0, (byte) 255, 17, 0x10, '!'});

        assertThat(decoded(new Frame(INDEPENDENT).compressed(block.toByteArray())))
                .isEqualTo(pattern.repeat(400).substring(0, distance + 15 + 255 + 17 + 4) + "!");
    }

    @Test
    void passesOverSkippableFrames() throws IOException {
        byte[] skippable = {0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
        byte[] frame = new Frame(INDEPENDENT).compressed(BLOCK).end();

        assertThat(CodecSamples.decoded(CodecSamples.joined(frame, skippable, frame, skippable)))
                .asString()
                .isEqualTo(CONTENT + CONTENT);
        assertThatThrownBy(() -> CodecSamples.decoded(
                        CodecSamples.joined(frame, Arrays.copyOf(skippable, skippable.length - 1))))
                .hasMessageContaining("ends too early");
    }

    @Test
    void checksTheChecksumOfEachBlock() throws IOException {
        Frame frame = new Frame(INDEPENDENT | BLOCK_CHECKSUMS).compressed(BLOCK);
        int checksum = XxHash32.of(BLOCK, 0, BLOCK.length);

        assertThat(decoded(frame.number(checksum))).isEqualTo(CONTENT);
        assertThatThrownBy(() -> decoded(new Frame(INDEPENDENT | BLOCK_CHECKSUMS)
                        .compressed(BLOCK)
                        .number(checksum + 1)))
                .hasMessageContaining("the checksum of a block is wrong");
    }

    @Test
    void checksTheChecksumOfTheContent() throws IOException {
        int checksum = XxHash32.of(CONTENT.getBytes(US_ASCII), 0, CONTENT.length());
        byte[] frame = new Frame(LINKED | CONTENT_CHECKSUM).compressed(BLOCK).end();

        assertThat(CodecSamples.decoded(CodecSamples.joined(frame, littleEndian(checksum))))
                .asString()
                .isEqualTo(CONTENT);
        assertThatThrownBy(() -> CodecSamples.decoded(CodecSamples.joined(frame, littleEndian(~checksum))))
                .hasMessageContaining("the checksum of the content is wrong");
    }

    @Test
    void checksTheSizeOfTheContent() throws IOException {
        assertThat(decoded(new Frame(INDEPENDENT | CONTENT_SIZE, 13).compressed(BLOCK)))
                .isEqualTo(CONTENT);
        assertThatThrownBy(() -> decoded(new Frame(INDEPENDENT | CONTENT_SIZE, 14).compressed(BLOCK)))
                .hasMessageContaining("the content is 13 bytes long and not, as its frame says, 14");
    }

    @Test
    void refusesAHeaderThatIsNotOfThisFormat() {
        assertRefused(header(0x80, BLOCKS_OF_64_KIB), "the version of a frame");
        assertRefused(header(INDEPENDENT | 0x02, BLOCKS_OF_64_KIB), "the reserved bits");
        assertRefused(header(INDEPENDENT, BLOCKS_OF_64_KIB | 1), "the reserved bits");
        assertRefused(header(INDEPENDENT, 0x80 | BLOCKS_OF_64_KIB), "the reserved bits");
        assertRefused(header(INDEPENDENT | DICTIONARY, BLOCKS_OF_64_KIB), "needs a dictionary");
        assertRefused(header(INDEPENDENT, 0x30), "the block size");
        byte[] damaged = header(INDEPENDENT, BLOCKS_OF_64_KIB);
        damaged[6]++;
        assertRefused(damaged, "the checksum of a frame's header");
    }

    @Test
    void refusesABlockThatIsDamaged() {
        assertBlockRefused("a literal goes beyond its block", 0x50, 'a', 'b');
        assertBlockRefused("a sequence goes beyond its block", 0xf0);
        assertBlockRefused("a sequence goes beyond its block", 0xf0, 255, 255);
        assertBlockRefused("a sequence goes beyond its block", 0x10, 'a', 1);
        assertBlockRefused("a sequence goes beyond its block", 0x1f, 'a', 1, 0, 255);
        assertBlockRefused("a match refers to what is not there", 0x10, 'a', 0, 0, 0x10, 'b');
        assertBlockRefused("a match refers to what is not there", 0x10, 'a', 2, 0, 0x10, 'b');
        assertBlockRefused("a block ends with a match", 0x10, 'a', 1, 0);
        assertBlockRefused("a block ends before a match that it announces", 0x11, 'a');
    }

    @Test
    void refusesABlockLongerThanItsFrameAllows() {
        byte[] longMatch = new byte[300];
        Arrays.fill(longMatch, (byte) 255);
        longMatch[0] = 0x1f;
        longMatch[1] = 'a';
        longMatch[2] = 1;
        longMatch[3] = 0;
        longMatch[299] = 0;

        assertThatThrownBy(() -> decoded(new Frame(INDEPENDENT).compressed(longMatch)))
                .hasMessageContaining("a block is longer than its frame allows");
        assertThatThrownBy(() -> decoded(new Frame(INDEPENDENT).number(65537)))
                .hasMessageContaining("a block is longer than its frame allows");
        assertThatThrownBy(() -> decoded(new Frame(INDEPENDENT).number(65537 | 0x80000000)))
                .hasMessageContaining("a block is longer than its frame allows");
    }

    private static void assertRefused(byte[] stored, String reason) {
        assertThatThrownBy(() -> CodecSamples.decoded(stored))
                .isInstanceOf(CorruptWalFileException.class)
                .hasMessageContaining(reason);
    }

    private static void assertBlockRefused(String reason, int... block) {
        assertThatThrownBy(() -> decoded(new Frame(INDEPENDENT).compressed(block)))
                .isInstanceOf(CorruptWalFileException.class)
                .hasMessageContaining(reason);
    }

    private static String decoded(Frame frame) throws IOException {
        return new String(CodecSamples.decoded(frame.end()), US_ASCII);
    }

    private static byte[] header(int flags, int blockDescriptor, int... contentSize) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x04, 0x22, 0x4d, 0x18, (byte) flags, (byte) blockDescriptor});
        for (int size : contentSize) {
            out.writeBytes(littleEndian(size));
            out.writeBytes(littleEndian(0));
        }
        byte[] soFar = out.toByteArray();
        out.write(XxHash32.of(soFar, 4, soFar.length - 4) >>> 8);
        return out.toByteArray();
    }

    private static byte[] littleEndian(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** A frame put together by hand. */
    private static final class Frame {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Frame(int flags, int... contentSize) {
            out.writeBytes(header(flags, BLOCKS_OF_64_KIB, contentSize));
        }

        Frame compressed(byte[] block) {
            number(block.length);
            out.writeBytes(block);
            return this;
        }

        Frame compressed(int... block) {
            byte[] bytes = new byte[block.length];
            for (int i = 0; i < block.length; i++) {
                bytes[i] = (byte) block[i];
            }
            return compressed(bytes);
        }

        Frame stored(String content) {
            number(content.length() | 0x80000000);
            out.writeBytes(content.getBytes(US_ASCII));
            return this;
        }

        Frame number(int value) {
            out.writeBytes(littleEndian(value));
            return this;
        }

        byte[] end() {
            number(0);
            return out.toByteArray();
        }
    }
}
