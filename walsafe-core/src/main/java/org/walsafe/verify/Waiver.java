package org.walsafe.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.walsafe.wal.SegmentName;

/**
 * Someone's word that the loss of some segments is known and accepted, for a time.
 *
 * <p>Immutable and thread-safe.
 *
 * @param first the first segment
 * @param last the last segment, of the same timeline
 * @param until the last day, in UTC, on which it holds
 * @param author who accepts the loss
 * @param reason why, one line
 * @since 0.1.0
 */
public record Waiver(SegmentName first, SegmentName last, LocalDate until, String author, String reason) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where the segments are no range, or nobody or nothing is named
     */
    public Waiver {
        if (!first.timeline().equals(last.timeline()) || first.compareTo(last) > 0) {
            throw new IllegalArgumentException("from " + first + " to " + last + " there is no range of segments");
        }
        if (author.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a waiver names its author and a reason");
        }
    }

    /**
     * {@return whether it still holds}
     *
     * @param now the time to judge it by
     */
    public boolean holdsAt(Instant now) {
        return !LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(until);
    }

    /**
     * {@return whether it speaks of a segment}
     *
     * @param segment any segment
     */
    public boolean covers(SegmentName segment) {
        return first.compareTo(segment) <= 0 && segment.compareTo(last) <= 0;
    }

    /** For people: who, until when, why. */
    @Override
    public String toString() {
        return "waived by " + author + " until " + until + ": " + reason;
    }
}
