package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.walsafe.tck.WalArbitraries;

class WalGeometryProperties {

    @Provide
    Arbitrary<Tuple2<WalGeometry, SegmentName>> segments() {
        return WalArbitraries.geometries()
                .flatMap(geometry -> WalArbitraries.segmentNames(geometry).map(name -> Tuple.of(geometry, name)));
    }

    @Property
    void theSegmentAtItsOwnStartIsItself(@ForAll("segments") Tuple2<WalGeometry, SegmentName> any) {
        WalGeometry geometry = any.get1();
        Lsn start = geometry.startOf(any.get2());

        assertThat(geometry.contains(any.get2())).isTrue();
        assertThat(geometry.segmentAt(any.get2().timeline(), start)).isEqualTo(any.get2());
        assertThat(geometry.offsetOf(start)).isZero();
    }

    @Property
    void theLastByteOfASegmentBelongsToIt(@ForAll("segments") Tuple2<WalGeometry, SegmentName> any) {
        WalGeometry geometry = any.get1();
        int lastOffset = geometry.segmentSize().bytes() - 1;
        Lsn last = geometry.startOf(any.get2()).plus(lastOffset);

        assertThat(geometry.segmentAt(any.get2().timeline(), last)).isEqualTo(any.get2());
        assertThat(geometry.offsetOf(last)).isEqualTo(lastOffset);
    }

    @Property
    void previousUndoesNext(@ForAll("segments") Tuple2<WalGeometry, SegmentName> any) {
        WalGeometry geometry = any.get1();
        if (isLast(geometry, any.get2())) {
            return;
        }
        SegmentName next = geometry.next(any.get2());

        assertThat(geometry.contains(next)).isTrue();
        assertThat(geometry.previous(next)).hasValue(any.get2());
        assertThat(geometry.distance(any.get2(), next)).isOne();
        assertThat(next).isGreaterThan(any.get2());
    }

    @Property
    void aNextSegmentBeginsWhereThisOneEndsExceptOverTheSkippedOne(
            @ForAll("segments") Tuple2<WalGeometry, SegmentName> any) {
        WalGeometry geometry = any.get1();
        if (isLast(geometry, any.get2())) {
            return;
        }
        SegmentName next = geometry.next(any.get2());
        int size = geometry.segmentSize().bytes();
        boolean skips = geometry.numbering() == SegmentNumbering.SKIPS_LAST_SEGMENT && next.segment() == 0;

        assertThat(geometry.startOf(next).minus(geometry.startOf(any.get2()))).isEqualTo(skips ? 2L * size : size);
    }

    @Property
    void everyPositionIsItsSegmentsStartAndTheOffset(@ForAll("lsns") Lsn lsn, @ForAll("sizes") SegmentSize size) {
        WalGeometry geometry = new WalGeometry(size, SegmentNumbering.CONTINUOUS);
        SegmentName name = geometry.segmentAt(TimelineId.FIRST, lsn);

        assertThat(geometry.startOf(name).plus(geometry.offsetOf(lsn))).isEqualTo(lsn);
    }

    @Property
    void distanceIsAntisymmetric(@ForAll("pairs") Tuple.Tuple3<WalGeometry, SegmentName, SegmentName> any) {
        WalGeometry geometry = any.get1();

        assertThat(geometry.distance(any.get2(), any.get3())).isEqualTo(-geometry.distance(any.get3(), any.get2()));
    }

    @Provide
    Arbitrary<Tuple.Tuple3<WalGeometry, SegmentName, SegmentName>> pairs() {
        return segments().flatMap(first -> WalArbitraries.segmentNames(first.get1())
                .map(second -> Tuple.of(first.get1(), first.get2(), second)));
    }

    @Provide
    Arbitrary<Lsn> lsns() {
        return WalArbitraries.lsns();
    }

    @Provide
    Arbitrary<SegmentSize> sizes() {
        return WalArbitraries.segmentSizes();
    }

    private static boolean isLast(WalGeometry geometry, SegmentName name) {
        int perLog = geometry.numbering().segmentsPerLog(geometry.segmentSize());
        return name.log() == -1 && name.segment() == perLog - 1;
    }
}
