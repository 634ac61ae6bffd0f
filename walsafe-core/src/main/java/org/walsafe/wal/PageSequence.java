package org.walsafe.wal;

import org.jspecify.annotations.Nullable;
import org.walsafe.wal.WalFault.Kind;

/**
 * Judges each page header by its place in the sequence of pages.
 *
 * <p>A page's timeline is that of the file's name, or an older one in the segment where the timeline branched off: such a
 * segment begins as a copy of the old timeline's. Timelines only rise, and a record says so: the first record of a new
 * timeline is an end-of-recovery record or a shutdown checkpoint, which names it. So each rise is checked twice, although
 * no checksum covers page headers.
 */
final class PageSequence {

    private static final int NONE = 0;

    private final int magic;

    /** The timeline of the page before, and of the last record that named one. */
    private int timeline = NONE;

    private int named = NONE;

    /** Where a page began a timeline that no record has named yet. */
    private @Nullable WalFault unnamedRise;

    PageSequence(PostgresMajor major) {
        this.magic = major.pageMagic();
    }

    /** Whether the page belongs to this place in the log, whatever else may be wrong with it. */
    boolean isCurrent(PageHeader header, long address) {
        return header.magic() == magic && header.address() == address;
    }

    /** Whether the page is what a recycled file holds of its former life. */
    boolean isOlder(PageHeader header, long address) {
        return header.magic() == magic && Long.compareUnsigned(header.address(), address) < 0;
    }

    /** A record named the timeline that it belongs to. */
    void nameTimeline(int named) {
        this.named = named;
        if (unnamedRise != null && named == timeline) {
            unnamedRise = null;
        }
    }

    /**
     * Looks at the next page.
     *
     * @param address the LSN where the page lies
     * @return what is wrong with it, or null
     */
    @Nullable
    WalFault next(PageHeader header, long address, FilePlace place) {
        if (header.magic() != magic) {
            return place.fault(address, Kind.PAGE_MAGIC, Hex.word(magic), Hex.word(header.magic()));
        }
        if (header.address() != address) {
            return place.fault(
                    address,
                    Kind.PAGE_ADDRESS,
                    Lsn.of(address).toString(),
                    Lsn.of(header.address()).toString());
        }
        boolean first = address == place.start();
        if ((header.flags() & ~PageFlags.ALL) != 0 || header.isLong() != first) {
            return place.fault(
                    address,
                    Kind.PAGE_FLAGS,
                    first ? "those of a segment's first page" : "those of a page within a segment",
                    Hex.word(header.flags()));
        }
        return nextTimeline(header.timeline(), address, place);
    }

    private @Nullable WalFault nextTimeline(int found, long address, FilePlace place) {
        if (unnamedRise != null) {
            return unnamedRise;
        }
        int newest = place.file().timeline().value();
        int oldest = Integer.compareUnsigned(named, timeline) > 0 ? named : timeline;
        if (found == NONE || Integer.compareUnsigned(found, newest) > 0 || Integer.compareUnsigned(found, oldest) < 0) {
            boolean left = address == place.start() && found != NONE && Integer.compareUnsigned(found, oldest) < 0;
            return timelineFault(
                    left ? Kind.SEGMENT_TIMELINE : Kind.PAGE_TIMELINE,
                    address,
                    place,
                    oldest == newest || oldest == NONE
                            ? (left ? "" : "at most ") + unsigned(newest)
                            : unsigned(oldest) + " to " + unsigned(newest),
                    found);
        }
        if (timeline != NONE && found != oldest) {
            unnamedRise = timelineFault(
                    Kind.PAGE_TIMELINE,
                    address,
                    place,
                    unsigned(oldest) + ", as no record begins timeline " + unsigned(found),
                    found);
        }
        timeline = found;
        return null;
    }

    /**
     * The segment has been read to its end, and no record goes on in the next.
     *
     * @return what is wrong with its timelines as a whole, or null
     */
    @Nullable
    WalFault end(FilePlace place, long lastPage) {
        int own = place.file().timeline().value();
        if (unnamedRise == null && timeline != own && named != own) {
            return timelineFault(
                    Kind.SEGMENT_TIMELINE, lastPage, place, unsigned(own) + " by the end of this segment", timeline);
        }
        return unnamedRise;
    }

    private static WalFault timelineFault(Kind kind, long address, FilePlace place, String expected, int found) {
        return place.fault(address, kind, expected, unsigned(found));
    }

    private static String unsigned(int value) {
        return Integer.toUnsignedString(value);
    }
}
