package org.walsafe.wal;

/**
 * Where a timeline was left for the next one, as a timeline history file says it.
 *
 * <p>Both kinds are immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface SwitchPoint {

    /**
     * PostgreSQL 9.3 and newer: the exact position.
     *
     * @param lsn the first position that is no longer part of the parent timeline
     */
    record AtLsn(Lsn lsn) implements SwitchPoint {

        @Override
        public String toString() {
            return lsn.toString();
        }
    }

    /**
     * PostgreSQL 9.2: the segment only.
     *
     * @param segment the last segment of the parent timeline that the new timeline begins with a copy of
     */
    record InSegment(SegmentName segment) implements SwitchPoint {

        @Override
        public String toString() {
            return segment.toString();
        }
    }
}
