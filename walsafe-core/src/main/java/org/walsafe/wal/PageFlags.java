package org.walsafe.wal;

/** The bits of a page header's {@code xlp_info}, as in PostgreSQL's {@code xlog_internal.h}. */
final class PageFlags {

    /** The page begins with the rest of a record from the page before. */
    static final int FIRST_IS_CONTINUATION = 0x0001;

    /** The header has the fields that only a segment's first page has. */
    static final int LONG_HEADER = 0x0002;

    /** Full-page images of the records may be left out by compression programs; without meaning for validity. */
    static final int BACKUP_BLOCKS_REMOVABLE = 0x0004;

    /** The record that should go on here was lost in a crash, and is void (14, and 9.6 to 13 since November 2021). */
    static final int FIRST_IS_OVERWRITTEN_CONTINUATION = 0x0008;

    static final int ALL =
            FIRST_IS_CONTINUATION | LONG_HEADER | BACKUP_BLOCKS_REMOVABLE | FIRST_IS_OVERWRITTEN_CONTINUATION;

    private PageFlags() {}
}
