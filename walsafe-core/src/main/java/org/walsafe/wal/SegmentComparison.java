package org.walsafe.wal;

import java.io.IOException;
import java.io.InputStream;

/**
 * What makes two files of the same segment name differ. Same name does not mean same content: a promotion, a crash, a
 * cluster that was copied and started twice, or another cluster can each produce a second file of a name.
 *
 * <p>Records are taken for equal where their headers are, checksum included; a difference in content that neither record's
 * checksum shows is beyond what PostgreSQL can tell too. {@code toString()} is the explanation as a sentence without its full
 * stop.
 *
 * <p>All kinds are immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface SegmentComparison {

    /** One of the two files. */
    enum Side {
        /** The first one given. */
        LEFT,
        /** The second one given. */
        RIGHT;

        /** The word for messages. */
        @Override
        public String toString() {
            return this == LEFT ? "the first file" : "the second file";
        }
    }

    /** The files are equal byte for byte. Whether they are also whole was not asked. */
    record Identical() implements SegmentComparison {
        @Override
        public String toString() {
            return "both files are identical";
        }
    }

    /**
     * Both hold the same records; only bytes that recovery never reads are different, such as what a recycled file held behind
     * a segment switch.
     *
     * @param firstDifference where the first such byte is, as an offset in the files
     */
    record SameRecords(long firstDifference) implements SegmentComparison {
        @Override
        public String toString() {
            return "both files hold the same records; they differ from offset " + firstDifference
                    + " on in bytes that recovery never reads";
        }
    }

    /**
     * One holds the first records of the other and then ends.
     *
     * @param shorter the one that ends
     * @param end where its records end and the other goes on
     */
    record Prefix(Side shorter, Lsn end) implements SegmentComparison {
        @Override
        public String toString() {
            return shorter + " ends at LSN " + end + ", where the other goes on with more records";
        }
    }

    /**
     * Both are in order, but go on differently from some place: two servers wrote them.
     *
     * @param at where the first record begins that they do not share
     */
    record Fork(Lsn at) implements SegmentComparison {
        @Override
        public String toString() {
            return "both files hold intact records, but different ones from LSN " + at
                    + " on: two histories part there";
        }
    }

    /**
     * One of them is damaged, of another segment, or of an unknown version, before any other difference shows.
     *
     * @param side the one that is
     * @param reading what reading it gave
     */
    record Unreadable(Side side, SegmentReading reading) implements SegmentComparison {
        @Override
        public String toString() {
            return side + " cannot be compared: " + reading;
        }
    }

    /**
     * Reads two files of the same name side by side, in one pass and with one page of each in memory.
     *
     * @param name the segment that both should be
     * @param left the first file, decompressed; not closed
     * @param right the second file, decompressed; not closed
     * @return what makes them differ
     * @throws IOException where a stream fails: nothing is known then
     */
    static SegmentComparison compare(SegmentName name, InputStream left, InputStream right) throws IOException {
        return new SegmentComparer(name, left, right).compare();
    }
}
