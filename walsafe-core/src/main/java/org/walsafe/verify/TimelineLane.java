package org.walsafe.verify;

import java.util.List;
import java.util.Optional;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentRange;
import org.walsafe.wal.SwitchPoint;
import org.walsafe.wal.TimelineId;

/**
 * What an archive holds of one timeline.
 *
 * <p>Immutable and thread-safe.
 *
 * @param timeline the timeline
 * @param parent the timeline that it branched off, by its history file
 * @param branchedAt where
 * @param held its segments, from the first to the last that is there; empty where there are none
 * @param count how many of them there are
 * @param missing what recovery needs of it and the archive lacks, the first {@value #MISSING_KEPT} ranges at most
 * @since 0.1.0
 */
public record TimelineLane(
        TimelineId timeline,
        Optional<TimelineId> parent,
        Optional<SwitchPoint> branchedAt,
        Optional<SegmentRange> held,
        long count,
        List<Missing> missing) {

    /** So many missing ranges are kept. */
    public static final int MISSING_KEPT = 1000;

    /** Copies the list. */
    public TimelineLane {
        missing = List.copyOf(missing);
    }

    /**
     * A missing range.
     *
     * @param range the segments
     * @param kind why they are missing: lost, in flight, or removed
     * @param waiver who has accepted the loss, where someone has
     */
    public record Missing(SegmentRange range, FindingKind kind, Optional<Waiver> waiver) {}

    /** {@return the name of the first segment that is there} */
    public Optional<SegmentName> first() {
        return held.map(SegmentRange::first);
    }

    /** {@return the name of the last segment that is there} */
    public Optional<SegmentName> last() {
        return held.map(SegmentRange::last);
    }
}
