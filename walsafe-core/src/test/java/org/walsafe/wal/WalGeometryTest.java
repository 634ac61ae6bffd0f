package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalGeometryTest {

    private static final WalGeometry POSTGRES_9_2 =
            new WalGeometry(SegmentSize.DEFAULT, SegmentNumbering.SKIPS_LAST_SEGMENT);

    private static SegmentName segment(String name) {
        return SegmentName.parse(name);
    }

    private static WalGeometry ofMebibytes(int mebibytes) {
        return new WalGeometry(SegmentSize.of((long) mebibytes << 20), SegmentNumbering.CONTINUOUS);
    }

    @ParameterizedTest
    @CsvSource({"1, 00000FFF", "16, 000000FF", "64, 0000003F", "1024, 00000003"})
    void boundsTheSegmentFieldByTheSegmentSize(int mebibytes, String lastField) {
        SegmentName last = segment("0000000100000000" + lastField);
        WalGeometry geometry = ofMebibytes(mebibytes);

        assertThat(geometry.contains(last)).isTrue();
        assertThat(geometry.contains(new SegmentName(last.timeline(), 0, last.segment() + 1)))
                .isFalse();
        assertThat(geometry.contains(new SegmentName(last.timeline(), 0, -1))).isFalse();
        assertThat(geometry.next(last)).isEqualTo(segment("000000010000000100000000"));
    }

    @Test
    void continuesAfterTheLastSegmentOf4GiB() {
        assertThat(WalGeometry.DEFAULT.next(segment("0000000100000000000000FE")))
                .isEqualTo(segment("0000000100000000000000FF"));
        assertThat(WalGeometry.DEFAULT.next(segment("0000000100000000000000FF")))
                .isEqualTo(segment("000000010000000100000000"));
        assertThat(WalGeometry.DEFAULT.previous(segment("000000010000000100000000")))
                .hasValue(segment("0000000100000000000000FF"));
    }

    @Test
    void skipsTheLastSegmentOf4GiBOn9Dot2() {
        assertThat(POSTGRES_9_2.next(segment("0000000100000000000000FE")))
                .isEqualTo(segment("000000010000000100000000"));
        assertThat(POSTGRES_9_2.previous(segment("000000010000000100000000")))
                .hasValue(segment("0000000100000000000000FE"));
        assertThat(POSTGRES_9_2.contains(segment("0000000100000000000000FF"))).isFalse();
        assertThat(POSTGRES_9_2.distance(segment("0000000100000000000000FE"), segment("000000010000000100000000")))
                .isOne();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POSTGRES_9_2.segmentAt(TimelineId.FIRST, Lsn.parse("0/FF000000")))
                .withMessageContaining("never writes");
    }

    @Test
    void namesTheSegmentThatBeginsAtABoundary() {
        assertThat(WalGeometry.DEFAULT.segmentAt(TimelineId.FIRST, Lsn.parse("0/6000000")))
                .isEqualTo(segment("000000010000000000000006"));
        assertThat(WalGeometry.DEFAULT.segmentAt(TimelineId.FIRST, Lsn.parse("0/5FFFFFF")))
                .isEqualTo(segment("000000010000000000000005"));
    }

    /** Rows of Barman's table of positions (its test_xlog.py), which comes from servers of these segment sizes. */
    @ParameterizedTest
    @CsvSource({
        "16, 3/23456789, 000000010000000300000023, 456789",
        "1, 3/23456789, 000000010000000300000234, 56789",
        "64, 3/23456789, 000000010000000300000008, 3456789",
        "1024, FFFFFFFF/FFFFFFFF, 00000001FFFFFFFF00000003, 3FFFFFFF"
    })
    void splitsAnLsnIntoNameAndOffset(int mebibytes, String lsn, String name, String offset) {
        WalGeometry geometry = ofMebibytes(mebibytes);

        assertThat(geometry.segmentAt(TimelineId.FIRST, Lsn.parse(lsn))).isEqualTo(segment(name));
        assertThat(geometry.offsetOf(Lsn.parse(lsn))).isEqualTo(Integer.parseInt(offset, 16));
    }

    @Test
    void refusesSegmentsThatCannotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalGeometry.DEFAULT.startOf(segment("000000010000000000000100")))
                .withMessage("segment 000000010000000000000100 does not exist with segments of 16 MiB:"
                        + " its last field ends at 000000FF");
        assertThatIllegalArgumentException().isThrownBy(() -> POSTGRES_9_2.next(segment("0000000100000000000000FF")));
    }

    @Test
    void endsAtBothEndsOfTheNumberSpace() {
        assertThat(WalGeometry.DEFAULT.previous(segment("000000010000000000000000")))
                .isEmpty();
        assertThatThrownBy(() -> WalGeometry.DEFAULT.next(segment("00000001FFFFFFFF000000FF")))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("there is no segment after 00000001FFFFFFFF000000FF");
    }

    @Test
    void countsDistancesAcrossTimelines() {
        assertThat(WalGeometry.DEFAULT.distance(
                        segment("000000010000000000000005"), segment("000000020000000100000005")))
                .isEqualTo(256);
        assertThat(WalGeometry.DEFAULT.distance(
                        segment("000000010000000000000005"), segment("000000010000000000000003")))
                .isEqualTo(-2);
    }
}
