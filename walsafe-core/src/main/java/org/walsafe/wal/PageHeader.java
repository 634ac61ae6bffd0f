package org.walsafe.wal;

/**
 * The header of one WAL page, as it stands there.
 *
 * @param magic which version wrote it
 * @param flags {@link PageFlags}
 * @param timeline unsigned
 * @param address the LSN that the page says it begins at
 * @param remainder how many bytes of a record from the page before are still to come; meaningless unless the page continues one
 * @param bytes the header's own length: the page's content begins there
 */
record PageHeader(int magic, int flags, int timeline, long address, int remainder, int bytes) {

    private static final int MORE_IN_A_LONG_HEADER = 16;

    private static final int REMAINDER_OFFSET_SINCE_9_3 = 16;

    static PageHeader read(WalLayout layout, Page page) {
        int flags = page.shortAt(2);
        int bytes = layout.shortPageHeaderBytes + ((flags & PageFlags.LONG_HEADER) != 0 ? MORE_IN_A_LONG_HEADER : 0);
        int remainder;
        if (layout == WalLayout.V9_2) {
            remainder = page.intAt(bytes);
            bytes += (flags & PageFlags.FIRST_IS_CONTINUATION) != 0 ? Integer.BYTES : 0;
        } else {
            remainder = page.intAt(REMAINDER_OFFSET_SINCE_9_3);
        }
        return new PageHeader(page.shortAt(0), flags, page.intAt(4), page.lsnAt(8), remainder, bytes);
    }

    boolean isLong() {
        return (flags & PageFlags.LONG_HEADER) != 0;
    }

    boolean continuesARecord() {
        return (flags & PageFlags.FIRST_IS_CONTINUATION) != 0;
    }

    boolean overwritesARecord() {
        return (flags & PageFlags.FIRST_IS_OVERWRITTEN_CONTINUATION) != 0;
    }
}
