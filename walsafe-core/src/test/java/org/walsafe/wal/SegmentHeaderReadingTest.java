package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.tck.WalFixtures;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.SegmentHeaderReading.Known;
import org.walsafe.wal.SegmentHeaderReading.Malformed;
import org.walsafe.wal.SegmentHeaderReading.UnknownVersion;

class SegmentHeaderReadingTest {

    private static final SegmentName NAME = SegmentName.parse("0000000A000000160000000B");
    private static final SystemIdentifier CLUSTER = new SystemIdentifier(0xFEDC_BA98_7654_3210L);

    private static byte[] start(PostgresMajor major) {
        byte[] segment = WalFixtures.segment(NAME, CLUSTER, major, SegmentSize.SMALLEST);
        return Arrays.copyOf(segment, SegmentHeader.MINIMUM_BYTES);
    }

    private static ByteBuffer fields(byte[] start) {
        return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Stream<Sample> samples() {
        return WalSamples.segments();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheHeadersOfRealSegments(Sample sample) {
        SegmentHeader header = SegmentHeader.parse(sample.bytes());

        assertThat(header.major()).isEqualTo(sample.major());
        assertThat(header.timeline()).isEqualTo(TimelineId.FIRST);
        assertThat(header.systemIdentifier()).isEqualTo(WalSamples.systemIdentifier(sample.major()));
        assertThat(header.segmentSize()).isEqualTo(SegmentSize.DEFAULT);
        assertThat(header.blockSize()).isEqualTo(8192);
        assertThat(header.geometry().segmentAt(TimelineId.FIRST, header.pageAddress()))
                .isEqualTo(sample.name());
    }

    @Test
    void hasSamplesOfEveryVersion() {
        assertThat(samples()).hasSize(37).extracting(Sample::major).contains(PostgresMajor.values());
    }

    @ParameterizedTest
    @EnumSource
    void needsNoMoreThanTheFirstFortyBytes(PostgresMajor major) {
        assertThat(SegmentHeaderReading.of(start(major)))
                .isEqualTo(new Known(new SegmentHeader(
                        major, NAME.timeline(), Lsn.parse("16/B00000"), CLUSTER, SegmentSize.SMALLEST, 8192)));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "39"})
    void saysThatAFileIsTooShort(int length) {
        assertThat(SegmentHeaderReading.of(new byte[length]))
                .isEqualTo(
                        new Malformed("the file ends after " + length + " bytes, within the header of its first page"));
    }

    @Test
    void saysThatAFileWasNeverWritten() {
        assertThat(SegmentHeaderReading.of(new byte[8192]))
                .isEqualTo(new Malformed(
                        "the file begins with zeros: it was given its length, but no WAL was written to it"));
    }

    @Test
    void saysThatABigEndianMachineWroteIt() {
        byte[] start = start(PostgresMajor.V9_6);
        start[0] = (byte) 0xD0;
        start[1] = (byte) 0x93;

        assertThat(SegmentHeaderReading.of(start))
                .isEqualTo(new UnknownVersion(
                        0x93D0,
                        "the bytes of page magic 93D0 are those of PostgreSQL 9.6 in reverse order:"
                                + " a big-endian machine wrote it, and WalSafe reads little-endian only"));
    }

    @Test
    void doesNotCallAnUnknownVersionDamaged() {
        byte[] start = start(PostgresMajor.V18);
        fields(start).putShort(0, (short) 0xD11A);

        assertThat(SegmentHeaderReading.of(start)).isInstanceOfSatisfying(UnknownVersion.class, unknown -> {
            assertThat(unknown.pageMagic()).isEqualTo(0xD11A);
            assertThat(unknown).hasToString(unknown.reason()).asString().startsWith("page magic D11A is none of");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "V9_2, 2, 0010, page flags 0012",
        "V9_2, 4, 0, its timeline is 0",
        "V18, 4, 0, its timeline is 0",
        "V9_2, 24, 15728640, its segment size is 15728640 bytes",
        "V9_3, 32, 15728640, its segment size is 15728640 bytes",
        "V18, 32, -2147483648, its segment size is 2147483648 bytes",
        "V9_2, 28, 8193, its block size is 8193 bytes",
        "V18, 36, 8193, its block size is 8193 bytes",
        "V18, 36, 131072, its block size is 131072 bytes",
        "V18, 36, 0, its block size is 0 bytes",
        "V9_2, 12, 11534337, its page address 16/B00001 is not the start of a segment",
        "V9_3, 8, 11534337, its page address 16/B00001 is not the start of a segment"
    })
    void saysWhichFieldIsWrong(PostgresMajor major, int offset, int value, String sentence) {
        byte[] start = start(major);
        if (offset == 2) {
            fields(start).putShort(2, (short) 0x0012);
        } else {
            fields(start).putInt(offset, value);
        }

        assertThat(SegmentHeaderReading.of(start))
                .isInstanceOf(Malformed.class)
                .asString()
                .startsWith(sentence);
        assertThatThrownBy(() -> SegmentHeader.parse(start))
                .isInstanceOf(InvalidSegmentHeaderException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void takesAnOrdinaryPageForNoSegmentStart() {
        byte[] start = start(PostgresMajor.V15);
        fields(start).putShort(2, (short) 0x0005);

        assertThat(SegmentHeaderReading.of(start))
                .isEqualTo(new Malformed("page flags 0005 are not those of a segment's first page"));
    }

    @Test
    void acceptsEveryFlagThatPostgresSets() {
        byte[] start = start(PostgresMajor.V15);
        fields(start).putShort(2, (short) 0x000F);

        assertThat(SegmentHeaderReading.of(start)).isInstanceOf(Known.class);
    }
}
