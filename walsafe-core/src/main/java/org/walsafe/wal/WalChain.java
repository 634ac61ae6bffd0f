package org.walsafe.wal;

/**
 * What is carried from one segment of an unbroken sequence to the next.
 *
 * @param last the segment read last
 * @param header what it says about itself
 * @param pages the sequence of pages so far
 * @param records the records so far
 */
record WalChain(SegmentName last, SegmentHeader header, PageSequence pages, RecordReader records) {

    static WalChain begin(SegmentName first, SegmentHeader header, FilePlace place, RecordSink sink) {
        PageSequence pages = new PageSequence(header.major());
        return new WalChain(first, header, pages, new RecordReader(header.major(), pages, place, sink));
    }

    WalChain next(SegmentName name, FilePlace place) {
        records.enter(place);
        return new WalChain(name, header, pages, records);
    }

    /** Whether a segment is the next one, on the same timeline or on one that branched off it. */
    boolean isFollowedBy(SegmentName name) {
        return header.geometry().contains(name)
                && header.geometry().distance(last, name) == 1
                && name.timeline().compareTo(last.timeline()) >= 0;
    }
}
