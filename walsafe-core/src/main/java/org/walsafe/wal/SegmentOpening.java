package org.walsafe.wal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.SegmentHeaderReading.Known;
import org.walsafe.wal.SegmentHeaderReading.UnknownVersion;
import org.walsafe.wal.WalFault.Kind;

/** The first look at a segment: its header decides whether it is read at all, and how. */
sealed interface SegmentOpening {

    /** It is not worth reading on. */
    record Refused(SegmentReading reading) implements SegmentOpening {}

    /** Its pages can be read, as the next ones of a chain. */
    record Ready(SegmentScan scan, WalChain chain) implements SegmentOpening {}

    /**
     * Takes the header from the stream.
     *
     * @param before the chain that the segment must go on with, or null where it begins one
     */
    static SegmentOpening open(
            WalFileName file,
            SegmentName segment,
            InputStream content,
            SegmentIdentityCheck expected,
            RecordSink sink,
            @Nullable WalChain before)
            throws IOException {
        byte[] start = content.readNBytes(SegmentHeader.MINIMUM_BYTES);
        SegmentHeaderReading reading = SegmentHeaderReading.of(start);
        if (reading instanceof UnknownVersion unknown) {
            return new Refused(new SegmentReading.UnknownVersion(unknown.reason()));
        }
        if (!(reading instanceof Known known)) {
            return new Refused(malformed(file, start.length, reading.toString()));
        }
        SegmentHeader header = known.header();
        SegmentIdentityCheck check = before == null
                ? expected
                : expected.of(before.header().systemIdentifier())
                        .writtenBy(before.header().major());
        SegmentIdentity identity = check.check(segment, header.segmentSize().bytes(), reading);
        if (identity instanceof SegmentIdentity.Mismatch mismatch) {
            return new Refused(new SegmentReading.Foreign(mismatch.reasons()));
        }
        if (before != null && !header.hasSizesOf(before.header())) {
            return new Refused(new SegmentReading.Foreign(
                    List.of("its segments or pages have another size than those of the segment before")));
        }
        FilePlace place = new FilePlace(file, header.pageAddress().value());
        WalChain chain = before == null ? WalChain.begin(segment, header, place, sink) : before.next(segment, place);
        return new Ready(new SegmentScan(place, header, start, content, chain), chain);
    }

    private static SegmentReading malformed(WalFileName file, int length, String found) {
        boolean cutOff = length < SegmentHeader.MINIMUM_BYTES;
        WalFault fault = new FilePlace(file, 0)
                .fault(
                        cutOff ? length : 0,
                        cutOff ? Kind.TRUNCATED : Kind.SEGMENT_HEADER,
                        "the header of a segment's first page",
                        found);
        return new SegmentReading.Damaged(new RecordSpan(0, Optional.empty(), Optional.empty(), Lsn.ZERO), fault);
    }
}
