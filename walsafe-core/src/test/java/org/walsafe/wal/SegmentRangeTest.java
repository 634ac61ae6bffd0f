package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SegmentRangeTest {

    private static SegmentRange range(WalGeometry geometry, String first, String last) {
        return geometry.range(SegmentName.parse(first), SegmentName.parse(last));
    }

    @Test
    void holdsBothEndsAndAllBetween() {
        SegmentRange range = range(WalGeometry.DEFAULT, "0000000100000000000000FE", "000000010000000100000001");

        assertThat(range)
                .extracting(SegmentName::text)
                .containsExactly(
                        "0000000100000000000000FE",
                        "0000000100000000000000FF",
                        "000000010000000100000000",
                        "000000010000000100000001");
        assertThat(range.stream()).containsExactlyElementsOf(range);
        assertThat(range.size()).isEqualTo(4);
    }

    @Test
    void leavesOutTheSegmentsThat9Dot2Skips() {
        WalGeometry geometry = new WalGeometry(SegmentSize.DEFAULT, SegmentNumbering.SKIPS_LAST_SEGMENT);

        assertThat(range(geometry, "0000000100000000000000FE", "000000010000000100000000"))
                .extracting(SegmentName::text)
                .containsExactly("0000000100000000000000FE", "000000010000000100000000");
    }

    @Test
    void mayBeASingleSegmentEvenTheVeryLast() {
        assertThat(range(WalGeometry.DEFAULT, "00000001FFFFFFFF000000FF", "00000001FFFFFFFF000000FF"))
                .hasSize(1);
    }

    @Test
    void mayBeTheWholeNumberSpaceWithoutTakingMemory() {
        SegmentRange everything = range(WalGeometry.DEFAULT, "000000010000000000000000", "00000001FFFFFFFF000000FF");

        assertThat(everything.size()).isEqualTo(1L << 40);
        assertThat(everything.stream().skip(1000).findFirst()).hasValue(SegmentName.parse("0000000100000003000000E8"));
    }

    @Test
    void knowsItsMembers() {
        SegmentRange range = range(WalGeometry.DEFAULT, "0000000100000000000000FE", "000000010000000100000001");

        assertThat(range.contains(SegmentName.parse("0000000100000000000000FE")))
                .isTrue();
        assertThat(range.contains(SegmentName.parse("000000010000000100000001")))
                .isTrue();
        assertThat(range.contains(SegmentName.parse("0000000100000000000000FD")))
                .isFalse();
        assertThat(range.contains(SegmentName.parse("000000010000000100000002")))
                .isFalse();
        assertThat(range.contains(SegmentName.parse("000000010000000000000100")))
                .isFalse();
        assertThat(range.contains(SegmentName.parse("0000000200000000000000FF")))
                .isFalse();
    }

    @Test
    void refusesOtherOrders() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range(WalGeometry.DEFAULT, "000000010000000000000002", "000000010000000000000001"))
                .withMessageContaining("before the first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range(WalGeometry.DEFAULT, "000000010000000000000001", "000000020000000000000002"))
                .withMessageContaining("different timelines");
    }

    @Test
    void endsItsIterators() {
        Iterator<SegmentName> iterator = range(
                        WalGeometry.DEFAULT, "000000010000000000000001", "000000010000000000000001")
                .iterator();
        iterator.next();

        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void isPrintedByItsEnds() {
        assertThat(range(WalGeometry.DEFAULT, "000000010000000000000001", "000000010000000000000007"))
                .hasToString("000000010000000000000001..000000010000000000000007");
    }
}
