package org.walsafe.wal;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.Stop.Meaning;
import org.walsafe.wal.WalFault.Kind;

/**
 * Follows the records of a chain from page to page and from file to file: each one's length, checksum, and the link to the
 * one before. Of a record that crosses pages only its header and the running checksum are kept, so any record takes the same
 * memory.
 */
final class RecordReader {

    /** PostgreSQL's own limit, rounded up; a longer record cannot be. */
    private static final int MAX_RECORD = 1 << 30;

    /** Records begin at multiples of this. */
    private static final int ALIGNMENT = 8;

    /** No record begins at LSN 0/0. */
    private static final long NOWHERE = 0;

    private final WalLayout layout;
    private final Checksum checksum;
    private final LogRecords logRecords;
    private final RecordSink sink;

    /** Before the first page of the chain nothing is known of the record that it may continue. */
    private boolean fresh = true;

    /** Where the last whole record begins: what the next one must say it follows. */
    private long previous = NOWHERE;

    /** The record being read, of which {@code missing} bytes are still to come. */
    private long start;

    private int missing;
    private final RecordHeader header;

    /** It began before the first page of the chain, so its checksum cannot be known. */
    private boolean headless;

    /** The page's flags say that the next record tells of one that was lost. */
    private boolean overwriteAnnounced;

    private FilePlace place;
    private boolean switched;
    private long count;
    private long first;
    private long last;
    private long end;

    RecordReader(PostgresMajor major, PageSequence pages, FilePlace place, RecordSink sink) {
        this.layout = WalLayout.of(major);
        this.checksum = layout.newChecksum();
        this.logRecords = new LogRecords(layout, pages, sink);
        this.sink = sink;
        this.header = new RecordHeader(layout);
        this.place = place;
        enter(place);
    }

    /** Goes on at the start of the next file. */
    void enter(FilePlace place) {
        this.place = place;
        this.switched = false;
        this.count = 0;
        this.first = NOWHERE;
        this.last = NOWHERE;
        this.end = place.start();
    }

    boolean isWithinARecord() {
        return missing > 0;
    }

    /** Whether what was taken for the beginning of a record can be none, but the remains of an older file. */
    boolean isWithinAForeignRecord() {
        return missing > 0 && !headless && header.isWhole() && !isLinked();
    }

    /** Where the unfinished record begins. */
    long unfinished() {
        return start;
    }

    /** Whether the unfinished record can be this one, as far as its header is known. */
    boolean mayBeWithin(RecordKey record) {
        byte[] other = record.header().array();
        byte[] known = knownHeader();
        return start == record.start()
                && Arrays.equals(known, 0, known.length, other, 0, Math.min(known.length, other.length));
    }

    /** Whether two readers of one file name stop within the same record, or both between two. */
    boolean endsLike(RecordReader other) {
        if (missing == 0 || missing != other.missing) {
            return missing == other.missing;
        }
        return start == other.start
                && headless == other.headless
                && Arrays.equals(knownHeader(), other.knownHeader())
                && (int) checksum.getValue() == (int) other.checksum.getValue();
    }

    private byte[] knownHeader() {
        return headless ? new byte[0] : header.toBytes();
    }

    /** Whether the last record read leaves the rest of its segment unused. */
    boolean hasSwitched() {
        return switched;
    }

    /** What was read since entering the file. */
    RecordSpan span() {
        return new RecordSpan(count, position(first), position(last), Lsn.of(end));
    }

    private static Optional<Lsn> position(long lsn) {
        return lsn == NOWHERE ? Optional.empty() : Optional.of(Lsn.of(lsn));
    }

    /**
     * Reads the records of the next page, up to its end or to a segment switch.
     *
     * @return why it cannot go on, or null
     */
    @Nullable
    Stop read(Page page) {
        Stop stop = resume(page.header(), page.address());
        int position = page.header().bytes();
        boolean resumed = missing > 0;
        while (stop == null && !switched && (resumed || page.size() - position >= layout.roomForARecord())) {
            if (!resumed) {
                stop = begin(page, position);
                if (stop != null) {
                    return stop;
                }
            }
            resumed = false;
            int taken = take(page.bytes(), page.at() + position, page.size() - position);
            if (missing > 0) {
                header.keep();
                return null;
            }
            position = aligned(position + taken);
            stop = finish(page, position);
        }
        return stop;
    }

    /** What the page header says about the record that the page before leaves unfinished. */
    private @Nullable Stop resume(PageHeader page, long address) {
        boolean known = !fresh;
        fresh = false;
        if (page.overwritesARecord()) {
            if (known && missing == 0) {
                return damage(address, Kind.CONTINUATION, "none", "a mark that the record which goes on here was lost");
            }
            missing = 0;
            overwriteAnnounced = true;
            return null;
        }
        boolean asExpected = known
                ? page.continuesARecord() == missing > 0 && (missing == 0 || page.remainder() == missing)
                : !page.continuesARecord() || (page.remainder() > 0 && page.remainder() < MAX_RECORD);
        if (!asExpected) {
            return damage(
                    address,
                    Kind.CONTINUATION,
                    missing == 0 ? "none" : missing + " more bytes of the record at " + Lsn.of(start),
                    page.continuesARecord() ? Integer.toUnsignedString(page.remainder()) + " bytes of one" : "none");
        }
        if (!known && page.continuesARecord()) {
            missing = page.remainder();
            start = address;
            headless = true;
            checksum.reset();
        }
        return null;
    }

    private @Nullable Stop begin(Page page, int position) {
        int length = page.intAt(position + layout.lengthOffset);
        if (length < layout.recordHeaderBytes || length > MAX_RECORD) {
            boolean blank = page.firstNonZero(position) < 0;
            return new Stop(
                    place.fault(
                            page.address() + position,
                            Kind.RECORD_LENGTH,
                            layout.recordHeaderBytes + " bytes or more",
                            blank ? "zeros to the end of the page" : Integer.toUnsignedString(length)),
                    blank ? Meaning.BLANK : Meaning.UNCLEAR);
        }
        start = page.address() + position;
        missing = length;
        header.clear();
        headless = false;
        return null;
    }

    /** Takes as much of the record as the page has; says how much that was. */
    private int take(byte[] page, int from, int available) {
        int taken = Math.min(missing, available);
        int ofHeader = headless || header.isWhole() ? 0 : header.take(page, from, taken);
        missing -= taken;
        if (ofHeader > 0 && header.isWhole()) {
            checksum.reset();
            logRecords.begin(header);
        }
        if (taken > ofHeader) {
            checksum.update(page, from + ofHeader, taken - ofHeader);
            logRecords.collect(page, from + ofHeader, taken - ofHeader);
        }
        return taken;
    }

    /** The record has ended at a position of the page. */
    private @Nullable Stop finish(Page page, int position) {
        if (headless) {
            sink.headlessRecord(start, (int) checksum.getValue());
        } else {
            header.addTo(checksum);
            int computed = (int) checksum.getValue();
            Stop stop = check(page, position, computed);
            if (stop != null) {
                return stop;
            }
            logRecords.end(start);
            switched = logRecords.isSwitch(header);
            previous = start;
            last = start;
            if (first == NOWHERE && Long.compareUnsigned(start, place.start()) >= 0) {
                first = start;
            }
            count++;
            sink.record(start, header, computed);
        }
        end = page.address() + position;
        return null;
    }

    private @Nullable Stop check(Page page, int position, int computed) {
        int stored = header.checksum();
        if (computed == stored) {
            return link(page);
        }
        return new Stop(
                fault(page, Kind.RECORD_CHECKSUM, hex(stored), hex(computed)),
                isFollowed(page, position) ? Meaning.DAMAGE : Meaning.UNCLEAR);
    }

    private @Nullable Stop link(Page page) {
        if (!isLinked()) {
            String expected = previous == NOWHERE ? "one before it" : "the one at " + Lsn.of(previous);
            String found = "the one at " + Lsn.of(header.previous());
            return new Stop(fault(page, Kind.RECORD_LINK, expected, found), Meaning.UNCLEAR);
        }
        if (overwriteAnnounced && !logRecords.isOverwrittenContinuation(header)) {
            return damage(start, Kind.RECORD_KIND, "one that tells of the record lost here", "another");
        }
        overwriteAnnounced = false;
        return null;
    }

    private boolean isLinked() {
        long follows = header.previous();
        return previous == NOWHERE ? Long.compareUnsigned(follows, start) < 0 : follows == previous;
    }

    /** Whether a record in the same page says that it follows the one being read. */
    private boolean isFollowed(Page page, int position) {
        return position + layout.recordHeaderBytes <= page.size()
                && page.lsnAt(position + layout.previousOffset) == start;
    }

    /** A fault in the record being read; one that began in the file before is reported where this file continues it. */
    private WalFault fault(Page page, Kind kind, String expected, String found) {
        boolean beganHere = Long.compareUnsigned(start, place.start()) >= 0;
        return beganHere
                ? place.fault(start, kind, expected, found)
                : place.fault(page.address(), kind, expected, found + " for the record at " + Lsn.of(start));
    }

    private Stop damage(long lsn, Kind kind, String expected, String found) {
        return new Stop(place.fault(lsn, kind, expected, found), Meaning.DAMAGE);
    }

    private static int aligned(int position) {
        return (position + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private static String hex(int value) {
        StringBuilder out = new StringBuilder(Hex.FIELD_LENGTH);
        Hex.appendField(out, value);
        return out.toString();
    }
}
