package org.walsafe.verify;

import org.walsafe.wal.TimelineId;

/**
 * Consecutive segments of one timeline, few enough that a thread reads them in one go.
 *
 * @param timeline the timeline
 * @param first the number of the first one
 * @param last the number of the last one
 */
record SegmentBatch(TimelineId timeline, long first, long last) {

    /** Each batch begins by reading the segment before it again, for the link between the two. */
    private static final int SEGMENTS = 64;

    /** The first batch of a run of segments. */
    static SegmentBatch from(TimelineId timeline, long first, long endOfRun) {
        return new SegmentBatch(timeline, first, Math.min(endOfRun, first + SEGMENTS - 1));
    }

    long size() {
        return last - first + 1;
    }
}
