package org.walsafe.verify;

import org.walsafe.wal.TimelineId;

/**
 * The part of the log that recovery reads from one timeline's segments on its way to a newer one.
 *
 * @param timeline the timeline
 * @param from the number of its first segment on that way
 * @param until the number of the segment at which the next timeline takes over; {@code Long.MAX_VALUE} for the last one
 */
record TimelineStretch(TimelineId timeline, long from, long until) {

    boolean contains(long number) {
        return from <= number && number < until;
    }
}
