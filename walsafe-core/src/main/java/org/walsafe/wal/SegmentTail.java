package org.walsafe.wal;

import org.jspecify.annotations.Nullable;
import org.walsafe.wal.WalFault.Kind;

/** What PostgreSQL leaves in a segment behind a segment switch. Recovery never reads it, so a difference harms nobody. */
enum SegmentTail {

    /** 9.2 and 9.3: whatever the file held before it was used again. */
    ANYTHING,

    /** 9.4 to 10: pages with a header and no content. */
    EMPTY_PAGES,

    /** 11 to 18: zeros. */
    ZEROS;

    static SegmentTail of(PostgresMajor major) {
        if (major.isAtLeast(PostgresMajor.V11)) {
            return ZEROS;
        }
        return major.isAtLeast(PostgresMajor.V9_4) ? EMPTY_PAGES : ANYTHING;
    }

    /**
     * Looks at a page behind the one with the switch.
     *
     * @return what does not belong there, or null
     */
    @Nullable
    WalFault stray(Page page, PageSequence pages, FilePlace place) {
        return switch (this) {
            case ANYTHING -> null;
            case ZEROS -> strayContent(page, 0, place);
            case EMPTY_PAGES -> strayPage(page, pages, place);
        };
    }

    private static @Nullable WalFault strayPage(Page page, PageSequence pages, FilePlace place) {
        PageHeader header = page.header();
        WalFault fault = pages.next(header, page.address(), place);
        if (fault != null) {
            return fault;
        }
        if (header.continuesARecord() || header.overwritesARecord()) {
            return place.fault(page.address(), Kind.TAIL, "an empty page", "one that continues a record");
        }
        return strayContent(page, header.bytes(), place);
    }

    /** The rest of the page with the switch is zero in all versions. */
    static @Nullable WalFault strayContent(Page page, int from, FilePlace place) {
        int stray = page.firstNonZero(from);
        return stray < 0 ? null : place.fault(page.address() + stray, Kind.TAIL, "zeros", "something else");
    }
}
