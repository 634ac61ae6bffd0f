package org.walsafe.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GzipDecoderTest {

    private static final byte[] CONTENT = "a gzip member".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MEMBER = CodecSamples.encoded(WalCodec.GZIP, CONTENT);
    private static final int PLAIN_HEADER = 10;

    @Test
    void passesOverEveryOptionalFieldOfAHeader() throws IOException {
        assertThat(CodecSamples.decoded(memberWithAllFields())).isEqualTo(CONTENT);
    }

    @Test
    void checksTheCrcOfAHeader() {
        byte[] member = memberWithAllFields();
        member[15] ^= 1;

        assertThatThrownBy(() -> CodecSamples.decoded(member)).hasMessageContaining("the CRC of a member's header");
    }

    @Test
    void noticesThatAHeaderIsCutAnywhere() {
        byte[] member = memberWithAllFields();
        for (int length = 3; length < member.length; length++) {
            byte[] cut = Arrays.copyOf(member, length);
            assertThatThrownBy(() -> CodecSamples.decoded(cut), "cut to %d", length)
                    .isInstanceOf(CorruptWalFileException.class);
        }
    }

    @Test
    void refusesReservedFlags() {
        byte[] member = MEMBER.clone();
        member[3] = 0x20;

        assertThatThrownBy(() -> CodecSamples.decoded(member)).hasMessageContaining("reserved flags");
    }

    @Test
    void refusesAnotherMethodInALaterMember() {
        byte[] second = MEMBER.clone();
        second[2] = 7;

        assertThatThrownBy(() -> CodecSamples.decoded(CodecSamples.joined(MEMBER, second)))
                .hasMessageContaining("compression method");
    }

    @Test
    void checksTheLengthOfTheContent() {
        byte[] member = MEMBER.clone();
        member[member.length - 1] = 1;

        assertThatThrownBy(() -> CodecSamples.decoded(member)).hasMessageContaining("the length of the content");
    }

    @Test
    void noticesDeflatedDataThatIsDamaged() {
        byte[] member = MEMBER.clone();
        member[PLAIN_HEADER] |= 6; // a block type that does not exist

        assertThatThrownBy(() -> CodecSamples.decoded(member))
                .isInstanceOf(CorruptWalFileException.class)
                .hasMessageContaining("invalid block type");
    }

    private static byte[] memberWithAllFields() {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        member.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        member.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
        member.writeBytes("a name\0a comment\0".getBytes(StandardCharsets.ISO_8859_1));
        CRC32 crc = new CRC32();
        crc.update(member.toByteArray());
        member.write((int) crc.getValue());
        member.write((int) crc.getValue() >>> 8);
        member.write(MEMBER, PLAIN_HEADER, MEMBER.length - PLAIN_HEADER);
        return member.toByteArray();
    }
}
