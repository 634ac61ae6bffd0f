package org.walsafe.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SnappyFrameDecoderTest {

    private static final byte[] IDENTIFIER = bytes(0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y');

    @Test
    void decodesLiteralsAndEachKindOfCopy() throws IOException {
        byte[] block = bytes(
                20,
                (4 - 1) << 2,
                'a',
                'b',
                'c',
                'd', // a literal of four
                1 | (4 - 4) << 2,
                4, // four bytes from four back, in two bytes
                2 | (6 - 1) << 2,
                4,
                0, // six bytes from four back, in three
                3 | (5 - 1) << 2,
                14,
                0,
                0,
                0, // five bytes from fourteen back, in five
                60 << 2,
                0,
                '!'); // a literal of one, with a length of its own

        assertThat(decoded(chunk(0, "abcdabcdabcdababcda!", block))).isEqualTo("abcdabcdabcdababcda!");
    }

    @Test
    void decodesAnUncompressedChunk() throws IOException {
        assertThat(decoded(chunk(1, "plain", "plain".getBytes(US_ASCII)))).isEqualTo("plain");
    }

    @Test
    void passesOverPaddingAndAnotherIdentifier() throws IOException {
        assertThat(decoded(
                        bytes(0xfe, 3, 0, 0, 1, 2, 3),
                        chunk(1, "one", "one".getBytes(US_ASCII)),
                        IDENTIFIER,
                        chunk(1, "two", "two".getBytes(US_ASCII))))
                .isEqualTo("onetwo");
    }

    @Test
    void checksTheChecksumOfEachChunk() {
        byte[] compressed = chunk(0, "a", bytes(1, 0, 'a'));
        byte[] uncompressed = chunk(1, "a", bytes('a'));
        for (int i = 4; i < 8; i++) {
            compressed[i]++;
            uncompressed[i]++;
            assertRefused("the checksum of a chunk is wrong", compressed);
            assertRefused("the checksum of a chunk is wrong", uncompressed);
        }
    }

    @Test
    void refusesChunksThatItDoesNotKnow() {
        assertRefused("the type of a chunk is unknown", bytes(0x02, 0, 0, 0));
        assertRefused("the type of a chunk is unknown", bytes(0x7f, 0, 0, 0));
        assertRefused("the type of a chunk is unknown", bytes(0x80, 0, 0, 0));
        assertRefused("the type of a chunk is unknown", bytes(0xfd, 0, 0, 0));
        assertRefused("a stream identifier is wrong", bytes(0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'y'));
        assertRefused("a stream identifier is wrong", bytes(0xff, 1, 0, 0, 's'));
    }

    @Test
    void refusesChunksOfAnImpossibleLength() {
        assertRefused("a chunk is longer than it may be", bytes(0x00, 0, 0, 2));
        assertRefused("the length of a chunk is impossible", bytes(0x01, 3, 0, 0, 1, 2, 3));
        assertRefused("the length of a chunk is impossible", chunk(1, "", new byte[65537]));
        assertRefused("an element goes beyond its block", bytes(0x00, 3, 0, 0, 1, 2, 3));
    }

    @Test
    void refusesABlockThatIsDamaged() {
        assertBlockRefused("a block is longer than a chunk may be", 0x81, 0x80, 4);
        assertBlockRefused("a block is longer than a chunk may be", 0x80, 0x80, 0x80, 0x80, 0x80, 0);
        assertBlockRefused("a block is longer than a chunk may be", 0xff, 0xff, 0xff, 0xff, 0xff, 0);
        assertBlockRefused("a literal goes beyond its block", 2, 4, 'a');
        assertBlockRefused("a literal goes beyond its block", 1, 4, 'a', 'b');
        assertBlockRefused("a literal goes beyond its block", 9, 63 << 2, 0xff, 0xff, 0xff, 0xff);
        assertBlockRefused("a literal goes beyond its block", 9, 63 << 2, 0xff, 0xff, 0xff, 0x7f);
        assertBlockRefused("an element goes beyond its block", 9, 61 << 2, 1);
        assertBlockRefused("an element goes beyond its block", 9, 1);
        assertBlockRefused("a copy refers to what is not there", 9, 0, 'a', 1, 0);
        assertBlockRefused("a copy refers to what is not there", 9, 0, 'a', 1, 2);
        assertBlockRefused("a copy refers to what is not there", 9, 0, 'a', 3, 0, 0, 0, 0x80);
        assertBlockRefused("a copy goes beyond its block", 4, 0, 'a', 1, 1);
        assertBlockRefused("a block ends too early", 2, 0, 'a');
    }

    private static void assertBlockRefused(String reason, int... block) {
        assertRefused(reason, chunk(0, "", bytes(block)));
    }

    private static void assertRefused(String reason, byte[] chunk) {
        assertThatThrownBy(() -> decoded(chunk))
                .isInstanceOf(CorruptWalFileException.class)
                .hasMessageContaining(reason);
    }

    private static String decoded(byte[]... chunks) throws IOException {
        return new String(CodecSamples.decoded(CodecSamples.joined(IDENTIFIER, CodecSamples.joined(chunks))), US_ASCII);
    }

    private static byte[] chunk(int type, String content, byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(content.getBytes(US_ASCII));
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        int length = data.length + 4;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(type, length, length >>> 8, length >>> 16));
        out.writeBytes(bytes(masked, masked >>> 8, masked >>> 16, masked >>> 24));
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
