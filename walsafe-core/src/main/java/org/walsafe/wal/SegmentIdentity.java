package org.walsafe.wal;

import java.util.List;

/**
 * Whether a file is the segment that its name says, as far as its length and header tell.
 *
 * <p>All kinds are immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface SegmentIdentity {

    /**
     * Everything that could be compared agrees.
     *
     * @param header what the segment says about itself
     */
    record Matches(SegmentHeader header) implements SegmentIdentity {}

    /**
     * The file is not that segment.
     *
     * @param reasons every disagreement found, one at least, each a sentence without its full stop
     */
    record Mismatch(List<String> reasons) implements SegmentIdentity {

        /** Keeps a copy of the list. */
        public Mismatch {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A version of PostgreSQL that this library does not know wrote the file. It may be the right one.
     *
     * @param reason why it cannot be told, as a sentence without its full stop
     */
    record NotCheckable(String reason) implements SegmentIdentity {}
}
