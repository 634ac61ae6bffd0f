package org.walsafe.wal;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a segment page by page and record by record.
 *
 * <p>PostgreSQL itself cannot tell damage from the end of its log: recovery takes the first record that fails a check for
 * the end. Here the two are told apart by what follows, because damage does not remove the pages behind it.
 *
 * <p>All kinds are immutable and thread-safe. {@code toString()} is a line for people.
 *
 * @since 0.1.0
 */
public sealed interface SegmentReading {

    /**
     * Every page and record is as PostgreSQL wrote it, to the end of the segment's use.
     *
     * @param header what the segment says about itself
     * @param records its records
     * @param ending how it ends
     * @param strayTail the first byte after a segment switch that this version of PostgreSQL would not have left there, if there
     *     is one; recovery never reads it
     */
    record Complete(SegmentHeader header, RecordSpan records, Ending ending, Optional<WalFault> strayTail)
            implements SegmentReading {

        /** One line: how many records, to which position. */
        @Override
        public String toString() {
            return records.count() + " records, complete up to LSN " + records.end();
        }
    }

    /** How a complete segment ends. */
    enum Ending {
        /** The last record ends with the segment. */
        FULL,
        /** The last record goes on in the next segment, which must be read to know whether it is whole. */
        WITHIN_A_RECORD,
        /** The last record is a segment switch: the rest is unused. */
        SWITCHED
    }

    /**
     * The records end before the segment does, and nothing of this segment follows. That is right for a partial segment, for
     * one that a server is still writing, and for the segment that PostgreSQL 9.2 to 9.4 archive under its full name at
     * promotion. Anywhere else, the end is missing.
     *
     * @param header what the segment says about itself
     * @param records its records
     * @param end what stands where the next record or page should
     * @param rest what follows
     */
    record Unfinished(SegmentHeader header, RecordSpan records, WalFault end, Rest rest) implements SegmentReading {

        /** One line: how many records, to which position, and what stands there. */
        @Override
        public String toString() {
            return records.count() + " records up to LSN " + records.end() + ", then " + end;
        }
    }

    /** What follows the end of an unfinished segment. */
    enum Rest {
        /** Zeros, or the pages of an older file: nothing was written there. */
        BLANK,
        /** Something that is no record: what an older file left in the page, or damage to the last records. */
        UNCLEAR
    }

    /**
     * Something is wrong with this segment, and what belongs to it goes on behind that, or the file's length is wrong.
     *
     * @param records its records up to there; none where even the header is wrong
     * @param fault the first bad place
     */
    record Damaged(RecordSpan records, WalFault fault) implements SegmentReading {

        /** One line: the first bad place. */
        @Override
        public String toString() {
            return fault.toString();
        }
    }

    /**
     * The file is another segment than its name or its predecessor says: of another cluster, timeline, version or place.
     *
     * @param reasons every disagreement, one at least, each a sentence without its full stop
     */
    record Foreign(List<String> reasons) implements SegmentReading {

        /** Keeps a copy of the list. */
        public Foreign {
            reasons = List.copyOf(reasons);
        }

        /** One line: every reason. */
        @Override
        public String toString() {
            return String.join("; ", reasons);
        }
    }

    /**
     * A version of PostgreSQL that this library does not know wrote the file, so it was not read.
     *
     * @param reason why, as a sentence without its full stop
     */
    record UnknownVersion(String reason) implements SegmentReading {

        /** The reason. */
        @Override
        public String toString() {
            return reason;
        }
    }
}
