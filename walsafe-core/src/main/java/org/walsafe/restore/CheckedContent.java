package org.walsafe.restore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import org.walsafe.host.ContentWriter;
import org.walsafe.restore.RejectedContentException.Kind;
import org.walsafe.restore.SourceAnswer.Extent;
import org.walsafe.wal.BackupHistory;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.InvalidTimelineHistoryException;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentReading;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalReader;

/**
 * One file of a source, written to its destination as it is checked: what fails a check is not published. PostgreSQL believes
 * what it is given, and takes the first page that it cannot read for the end of the archive, so nothing doubtful may pass.
 */
final class CheckedContent implements ContentWriter {

    private static final int BUFFER_BYTES = 256 << 10;

    private final WalFileName file;
    private final SourceAnswer.Found found;
    private final ContentRules rules;
    private final Deadline deadline;
    private long bytes;

    CheckedContent(WalFileName file, SourceAnswer.Found found, ContentRules rules, Deadline deadline) {
        this.file = file;
        this.found = found;
        this.rules = rules;
        this.deadline = deadline;
    }

    /** How many bytes were written. */
    long bytes() {
        return bytes;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (file instanceof SegmentName segment) {
            copySegment(segment, out);
        } else if (file instanceof PartialSegmentName partial) {
            copySegment(partial.segment(), out);
        } else if (file instanceof TimelineHistoryName history) {
            checkHistory(history, copyAll(TimelineHistory.MAX_BYTES, out));
        } else if (file instanceof BackupHistoryName) {
            copyAll(BackupHistory.MAX_BYTES, out);
        }
    }

    private void copySegment(SegmentName segment, OutputStream out) throws IOException {
        CopiedContent content = CopiedContent.open(found, SegmentSize.LARGEST.bytes(), out, deadline);
        byte[] start = content.readNBytes(SegmentHeader.MINIMUM_BYTES);
        int expectedBytes = checkStart(segment, start);
        if (rules.records().applyTo(content.codec())) {
            checkRecords(segment, new SequenceInputStream(new ByteArrayInputStream(start), content));
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        while (content.bytes() <= expectedBytes && content.read(buffer) >= 0) {}
        bytes = content.bytes();
        if (bytes != expectedBytes) {
            throw damaged("has " + (bytes > expectedBytes ? "more than " + expectedBytes : bytes)
                    + " bytes, a segment of its cluster has " + expectedBytes);
        }
    }

    /** {@return how many bytes the segment must have} */
    private int checkStart(SegmentName segment, byte[] start) throws IOException {
        SegmentHeaderReading header = SegmentHeaderReading.of(start);
        int ofCluster = rules.cluster().geometry().segmentSize().bytes();
        int ofHeader = header instanceof SegmentHeaderReading.Known known
                ? known.header().segmentSize().bytes()
                : ofCluster;
        SegmentIdentity identity = rules.cluster().identityCheck().check(segment, ofHeader, header);
        if (identity instanceof SegmentIdentity.Mismatch mismatch) {
            throw damaged("is not segment " + segment + ": " + String.join("; ", mismatch.reasons()));
        }
        if (identity instanceof SegmentIdentity.NotCheckable notCheckable
                && rules.unknownVersions() == UnknownVersions.REFUSED) {
            throw damaged("cannot be told to be segment " + segment + ": " + notCheckable.reason());
        }
        if (rules.cluster().systemIdentifier().isPresent() && ofHeader != ofCluster) {
            throw damaged("is a segment of " + ofHeader + " bytes, those of this cluster have " + ofCluster);
        }
        return ofHeader;
    }

    private void checkRecords(SegmentName segment, InputStream content) throws IOException {
        WalReader reader = new WalReader(rules.cluster().identityCheck());
        SegmentReading reading = reader.read(segment, content);
        if (reading instanceof SegmentReading.Damaged
                || reading instanceof SegmentReading.Foreign
                || (reading instanceof SegmentReading.Unfinished unfinished && !mayBeUnfinished(unfinished))) {
            throw damaged("is damaged: " + reading);
        }
    }

    /** PostgreSQL up to 9.4 archives the unfinished segment of a promotion under its full name. */
    private boolean mayBeUnfinished(SegmentReading.Unfinished unfinished) {
        boolean madeByPromotion = unfinished.rest() == SegmentReading.Rest.BLANK
                && !unfinished.header().major().isAtLeast(PostgresMajor.V9_5);
        return found.extent() == Extent.PARTIAL || file instanceof PartialSegmentName || madeByPromotion;
    }

    private byte[] copyAll(int maximumBytes, OutputStream out) throws IOException {
        CopiedContent content = CopiedContent.open(found, maximumBytes, out, deadline);
        byte[] all = content.readAllBytes();
        bytes = all.length;
        if (all.length == 0) {
            throw damaged("is empty");
        }
        return all;
    }

    private void checkHistory(TimelineHistoryName history, byte[] content) throws RejectedContentException {
        try {
            TimelineHistory.parse(history, content);
        } catch (InvalidTimelineHistoryException e) {
            throw new RejectedContentException(Kind.DAMAGED, found.location() + ": " + e.getMessage(), e);
        }
    }

    private RejectedContentException damaged(String complaint) {
        return new RejectedContentException(Kind.DAMAGED, found.location() + " " + complaint);
    }
}
