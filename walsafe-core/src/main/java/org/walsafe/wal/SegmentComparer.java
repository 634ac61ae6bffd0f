package org.walsafe.wal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.walsafe.wal.SegmentComparison.Identical;
import org.walsafe.wal.SegmentComparison.Side;
import org.walsafe.wal.SegmentComparison.Unreadable;
import org.walsafe.wal.SegmentOpening.Ready;
import org.walsafe.wal.SegmentOpening.Refused;
import org.walsafe.wal.SegmentReading.Foreign;

/** Opens two files of one name and lets them be read in step, unless their headers already tell the difference. */
final class SegmentComparer {

    private static final int CHUNK = 8192;

    private final SegmentName name;
    private final InputStream left;
    private final InputStream right;

    SegmentComparer(SegmentName name, InputStream left, InputStream right) {
        this.name = name;
        this.left = left;
        this.right = right;
    }

    SegmentComparison compare() throws IOException {
        byte[] leftStart = left.readNBytes(SegmentHeader.MINIMUM_BYTES);
        byte[] rightStart = right.readNBytes(SegmentHeader.MINIMUM_BYTES);
        List<RecordKey> leftRecords = new ArrayList<>();
        List<RecordKey> rightRecords = new ArrayList<>();
        SegmentOpening leftOpening = open(leftStart, left, SegmentIdentityCheck.BY_NAME, leftRecords);
        if (leftOpening instanceof Refused refused) {
            return identicalOr(new Unreadable(Side.LEFT, refused.reading()), leftStart, rightStart);
        }
        Ready ready = (Ready) leftOpening;
        SegmentHeader header = ready.chain().header();
        SegmentIdentityCheck asLeft =
                SegmentIdentityCheck.BY_NAME.of(header.systemIdentifier()).writtenBy(header.major());
        SegmentOpening rightOpening = open(rightStart, right, asLeft, rightRecords);
        if (rightOpening instanceof Refused refused) {
            return new Unreadable(Side.RIGHT, refused.reading());
        }
        Ready other = (Ready) rightOpening;
        if (!header.hasSizesOf(other.chain().header())) {
            return new Unreadable(
                    Side.RIGHT,
                    new Foreign(List.of("its segments or pages have another size than those of the first file")));
        }
        SegmentsInStep inStep = new SegmentsInStep(ready, leftRecords, other, rightRecords);
        SegmentComparison difference = inStep.compare();
        return inStep.hasSameBytes() && restIsEqual() ? new Identical() : difference;
    }

    private SegmentOpening open(byte[] start, InputStream rest, SegmentIdentityCheck check, List<RecordKey> records)
            throws IOException {
        return SegmentOpening.open(
                name,
                name,
                new SequenceInputStream(new ByteArrayInputStream(start), rest),
                check,
                RecordKey.addingTo(records),
                null);
    }

    private SegmentComparison identicalOr(SegmentComparison other, byte[] leftStart, byte[] rightStart)
            throws IOException {
        return Arrays.equals(leftStart, rightStart) && restIsEqual() ? new Identical() : other;
    }

    private boolean restIsEqual() throws IOException {
        while (true) {
            byte[] ofLeft = left.readNBytes(CHUNK);
            if (!Arrays.equals(ofLeft, right.readNBytes(CHUNK))) {
                return false;
            }
            if (ofLeft.length == 0) {
                return true;
            }
        }
    }
}
