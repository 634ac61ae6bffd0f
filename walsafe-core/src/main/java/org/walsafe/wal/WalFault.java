package org.walsafe.wal;

/**
 * A place in a WAL file where something else stands than PostgreSQL would have written.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param file the file
 * @param offset the place in it, in bytes from its decompressed beginning
 * @param lsn the position in the log that this place should hold
 * @param kind what is wrong
 * @param expected what should stand there
 * @param found what stands there
 * @since 0.1.0
 */
public record WalFault(WalFileName file, long offset, Lsn lsn, Kind kind, String expected, String found) {

    /** What can be wrong with a page or a record. */
    public enum Kind {
        /** The file ends before its segment does. */
        TRUNCATED("file length"),
        /** The file goes on after its segment ended. */
        SURPLUS("file length"),
        /** The first page's header is not that of a segment. */
        SEGMENT_HEADER("segment header"),
        /** A page holds nothing but zeros. */
        ZERO_PAGE("page"),
        /** A page is of another version of PostgreSQL than the segment's first page, or no page at all. */
        PAGE_MAGIC("page magic"),
        /** A page's flags contradict its place. */
        PAGE_FLAGS("page flags"),
        /** A page belongs to another place in the log. */
        PAGE_ADDRESS("page address"),
        /** A page is of a timeline that cannot be there. */
        PAGE_TIMELINE("page timeline"),
        /** The segment begins with, or never leaves, a timeline that was left before: it is an older timeline's. */
        SEGMENT_TIMELINE("timeline of the segment"),
        /** A page does not continue the record that the page before leaves unfinished, or continues one that it does not. */
        CONTINUATION("continued record"),
        /** There is no record where one should begin, or one of impossible length. */
        RECORD_LENGTH("record length"),
        /** A record's content does not match its checksum. */
        RECORD_CHECKSUM("record checksum"),
        /** An intact record says that it follows another one than it does: it belongs to another history. */
        RECORD_LINK("record before"),
        /** An intact record is not the one that its page announces. */
        RECORD_KIND("record kind"),
        /** Something stands where nothing was written after a segment switch. */
        TAIL("bytes after a segment switch");

        private final String subject;

        Kind(String subject) {
            this.subject = subject;
        }
    }

    /** One line: the file, the place, what was expected and what is there. */
    @Override
    public String toString() {
        return file + " at offset " + offset + " (LSN " + lsn + "): " + kind.subject + ": expected " + expected
                + ", found " + found;
    }
}
