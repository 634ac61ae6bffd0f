package org.walsafe.tck;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * Arbitrary values of {@code org.walsafe.wal} for jqwik, over their whole range: both ends of each come up often.
 *
 * <p>Thread-safe: no state.
 *
 * @since 0.1.0
 */
public final class WalArbitraries {

    private WalArbitraries() {}

    /** {@return any timeline, 1 to 4294967295} */
    public static Arbitrary<TimelineId> timelines() {
        return Arbitraries.longs().between(1, 0xFFFF_FFFFL).map(TimelineId::of);
    }

    /** {@return any position} */
    public static Arbitrary<Lsn> lsns() {
        return Arbitraries.longs().map(Lsn::of);
    }

    /** {@return any identifier} */
    public static Arbitrary<SystemIdentifier> systemIdentifiers() {
        return Arbitraries.longs().map(SystemIdentifier::new);
    }

    /** {@return 1 MiB to 1 GiB} */
    public static Arbitrary<SegmentSize> segmentSizes() {
        return Arbitraries.integers().between(20, 30).map(power -> SegmentSize.of(1L << power));
    }

    /** {@return every size with both numberings} */
    public static Arbitrary<WalGeometry> geometries() {
        return Combinators.combine(segmentSizes(), Arbitraries.of(SegmentNumbering.class))
                .as(WalGeometry::new);
    }

    /** {@return any segment's name that the grammar allows, whatever the segment size} */
    public static Arbitrary<SegmentName> segmentNames() {
        return Combinators.combine(timelines(), Arbitraries.integers(), Arbitraries.integers())
                .as(SegmentName::new);
    }

    /**
     * {@return any segment's name that can exist there}
     *
     * @param geometry how the cluster's segments are numbered
     */
    public static Arbitrary<SegmentName> segmentNames(WalGeometry geometry) {
        long perLog = geometry.numbering() == SegmentNumbering.CONTINUOUS ? 0x1_0000_0000L : 0xFFFF_FFFFL;
        int segments = (int) (perLog / geometry.segmentSize().bytes());
        return Combinators.combine(
                        timelines(),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(0, segments - 1))
                .as(SegmentName::new);
    }

    /** {@return any name of the four kinds, each as often as the others} */
    public static Arbitrary<WalFileName> walFileNames() {
        return Arbitraries.oneOf(
                segmentNames(),
                segmentNames().map(PartialSegmentName::new),
                timelines()
                        .filter(timeline -> !timeline.equals(TimelineId.FIRST))
                        .map(TimelineHistoryName::new),
                Combinators.combine(segmentNames(), Arbitraries.integers()).as(BackupHistoryName::new));
    }
}
