package org.walsafe.wal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.SegmentReading.Complete;
import org.walsafe.wal.SegmentReading.Damaged;
import org.walsafe.wal.SegmentReading.Ending;
import org.walsafe.wal.SegmentReading.Rest;
import org.walsafe.wal.SegmentReading.Unfinished;
import org.walsafe.wal.Stop.Meaning;
import org.walsafe.wal.WalFault.Kind;

/** One pass over the pages of one segment whose header has been read and found right. */
final class SegmentScan {

    private final FilePlace place;
    private final SegmentHeader header;
    private final InputStream content;
    private final PageSequence pages;
    private final RecordReader records;
    private final Page page;

    private long next;
    private @Nullable Stop stop;
    private @Nullable WalFault strayTail;

    /**
     * @param start the header's bytes, already taken from the stream
     * @param content the rest of the file
     */
    SegmentScan(FilePlace place, SegmentHeader header, byte[] start, InputStream content, WalChain chain) {
        this.place = place;
        this.header = header;
        this.content = content;
        this.pages = chain.pages();
        this.records = chain.records();
        this.page = new Page(WalLayout.of(header.major()), header, start);
        this.next = place.start();
    }

    /** Reads on to the end. */
    SegmentReading readAll() throws IOException {
        SegmentReading reading = readPage();
        while (reading == null) {
            reading = readPage();
        }
        return reading;
    }

    /** The page read last. */
    Page page() {
        return page;
    }

    /**
     * Reads the next page.
     *
     * @return the outcome, once there is one; null while there is more to read
     */
    @Nullable
    SegmentReading readPage() throws IOException {
        long end = place.start() + header.segmentSize().bytes();
        if (next == end) {
            return finish(end);
        }
        int filled = page.moveOn(next, content);
        if (filled < page.size()) {
            return damaged(firstOf(place.fault(
                    next + filled, Kind.TRUNCATED, header.segmentSize().bytes() + " bytes", "the end of the file")));
        }
        next += filled;
        if (stop != null) {
            stop = judgeWhatFollows(stop);
        } else if (records.hasSwitched()) {
            noteTail(SegmentTail.of(header.major()).stray(page, pages, place));
        } else {
            stop = readRecords();
        }
        return stop != null && stop.meaning() == Meaning.DAMAGE ? damaged(stop.fault()) : null;
    }

    private @Nullable Stop readRecords() {
        WalFault fault = pages.next(page.header(), page.address(), place);
        if (fault != null) {
            return pageStop(fault);
        }
        Stop recordStop = records.read(page);
        if (records.hasSwitched()) {
            long end = records.span().end().value();
            noteTail(SegmentTail.strayContent(page, (int) (end - page.address()), place));
        }
        return recordStop;
    }

    private Stop pageStop(WalFault fault) {
        if (pages.isCurrent(page.header(), page.address())) {
            return new Stop(fault, Meaning.DAMAGE);
        }
        boolean zeros = page.firstNonZero(0) < 0;
        WalFault named = zeros
                ? place.fault(page.address(), Kind.ZERO_PAGE, "a page of LSN " + Lsn.of(page.address()), "zeros")
                : fault;
        boolean blank = (zeros || pages.isOlder(page.header(), page.address())) && !records.isWithinAForeignRecord();
        return new Stop(named, blank ? Meaning.BLANK : Meaning.UNCLEAR);
    }

    /** The records have stopped. Pages of this segment behind that place prove that it is damaged. */
    private Stop judgeWhatFollows(Stop stop) {
        if (pages.isCurrent(page.header(), page.address())) {
            return new Stop(stop.fault(), Meaning.DAMAGE);
        }
        boolean blank = pages.isOlder(page.header(), page.address()) || page.firstNonZero(0) < 0;
        return blank ? stop : new Stop(stop.fault(), Meaning.UNCLEAR);
    }

    private void noteTail(@Nullable WalFault stray) {
        if (strayTail == null) {
            strayTail = stray;
        }
    }

    private SegmentReading finish(long end) throws IOException {
        if (content.read() >= 0) {
            return damaged(
                    firstOf(place.fault(end, Kind.SURPLUS, header.segmentSize().bytes() + " bytes", "more")));
        }
        if (stop != null) {
            Rest rest = stop.meaning() == Meaning.BLANK ? Rest.BLANK : Rest.UNCLEAR;
            return new Unfinished(header, records.span(), stop.fault(), rest);
        }
        if (records.isWithinARecord()) {
            return complete(Ending.WITHIN_A_RECORD);
        }
        WalFault wrongTimeline = pages.end(place, end - page.size());
        if (wrongTimeline != null) {
            return damaged(wrongTimeline);
        }
        return complete(records.hasSwitched() ? Ending.SWITCHED : Ending.FULL);
    }

    private SegmentReading complete(Ending ending) {
        return new Complete(header, records.span(), ending, Optional.ofNullable(strayTail));
    }

    /** The first bad place, where an earlier one may be one. */
    private WalFault firstOf(WalFault later) {
        return stop != null && stop.meaning() == Meaning.UNCLEAR ? stop.fault() : later;
    }

    private SegmentReading damaged(WalFault fault) {
        return new Damaged(records.span(), fault);
    }
}
