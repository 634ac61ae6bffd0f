package org.walsafe.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ZstdFramesTest {

    private static final byte[] SKIPPABLE = {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7};

    /** What the zstd program makes of nothing, of a text, of 300,000 zeros: from a pipe or a file, with and without checksum. */
    static Stream<byte[]> frames() {
        String text = "61206672616d652077697468206c6974746c6520696e206974";
        String zeros = "5400001000000100fbff39c00202001000039f0400";
        return Stream.concat(
                Stream.of(
                                "28b52ffd240001000099e9d851",
                                "28b52ffd2000010000",
                                "28b52ffd2419c90000" + text + "22c02390",
                                "28b52ffd0458c90000" + text + "22c02390",
                                "28b52ffd2019c90000" + text,
                                "28b52ffd0058c90000" + text,
                                "28b52ffda4e0930400" + zeros + "2d28de26",
                                "28b52ffd0458" + zeros + "2d28de26",
                                "28b52ffda0e0930400" + zeros,
                                "28b52ffd0058" + zeros)
                        .map(HexFormat.of()::parseHex),
                Stream.of(SKIPPABLE));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void findsTheEndOfEachKindOfFrame(byte[] frame) throws IOException {
        byte[] three = CodecSamples.joined(frame, frame, frame);
        for (int length = 0; length <= three.length; length++) {
            ZstdFrames stream = new ZstdFrames(new ByteArrayInputStream(three, 0, length));
            if (length % frame.length == 0) {
                assertThat(stream.readAllBytes()).hasSize(length);
            } else {
                assertThatThrownBy(stream::readAllBytes, "cut to %d bytes of frames of %d", length, frame.length)
                        .isInstanceOf(EOFException.class)
                        .hasMessage("it ends inside a frame");
            }
        }
    }

    @Test
    void passesBytesThroughWhateverTheSizeOfARead() throws IOException {
        byte[] frames = CodecSamples.joined(frames().toArray(byte[][]::new));
        ZstdFrames stream = new ZstdFrames(new ByteArrayInputStream(frames));
        for (byte wanted : frames) {
            assertThat((byte) stream.read()).isEqualTo(wanted);
        }
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void refusesWhatIsNoFrame() {
        for (byte[] garbage :
                List.of(new byte[4], "zstd".getBytes(US_ASCII), new byte[] {0x28, (byte) 0xb5, 0x2f, 0x7d})) {
            byte[] stored = CodecSamples.joined(SKIPPABLE, garbage);
            assertThatThrownBy(() -> new ZstdFrames(new ByteArrayInputStream(stored)).readAllBytes())
                    .hasMessage("what follows a frame is no other");
        }
    }
}
