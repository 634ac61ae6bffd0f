package org.walsafe.wal;

/**
 * What came of reading a segment's header. An unknown page magic is not damage: a newer or modified PostgreSQL writes one,
 * and nothing else in the header can be trusted to be where this library looks for it.
 *
 * <p>{@code toString()} of the two failures is the whole sentence.
 *
 * <p>All kinds are immutable and thread-safe. Nothing here blocks.
 *
 * @since 0.1.0
 */
public sealed interface SegmentHeaderReading {

    /**
     * A whole and sane header.
     *
     * @param header what it says
     */
    record Known(SegmentHeader header) implements SegmentHeaderReading {}

    /**
     * The page magic is none that this library knows, so the rest was not read.
     *
     * @param pageMagic the unsigned 16 bit number found
     * @param reason what that means, as a sentence without its full stop
     */
    record UnknownVersion(int pageMagic, String reason) implements SegmentHeaderReading {

        @Override
        public String toString() {
            return reason;
        }
    }

    /**
     * The bytes are not the header of a segment.
     *
     * @param reason which field is wrong, as a sentence without its full stop
     */
    record Malformed(String reason) implements SegmentHeaderReading {

        @Override
        public String toString() {
            return reason;
        }
    }

    /**
     * Reads the header from the start of a segment.
     *
     * @param start the file's first {@value SegmentHeader#MINIMUM_BYTES} bytes or more, or all of a shorter file
     * @return what came of it
     */
    static SegmentHeaderReading of(byte[] start) {
        return new SegmentHeaderReader(start).read();
    }
}
