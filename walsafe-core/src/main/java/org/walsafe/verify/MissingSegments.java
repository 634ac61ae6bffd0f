package org.walsafe.verify;

import org.walsafe.wal.TimelineId;

/**
 * Segments of one timeline that recovery needs and the archive lacks.
 *
 * @param timeline the timeline
 * @param first the number of the first one
 * @param last the number of the last one
 * @param preceded what the archive has of the log before them
 */
record MissingSegments(TimelineId timeline, long first, long last, Preceded preceded) {

    /** What the archive has of the log before the gap. */
    enum Preceded {
        /** WAL that is to be continued. */
        BY_WAL,
        /** Only the own WAL of backups that are kept without any later. */
        BY_STANDALONE_BACKUPS
    }
}
