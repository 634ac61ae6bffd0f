package org.walsafe.wal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.SegmentComparison.Fork;
import org.walsafe.wal.SegmentComparison.Prefix;
import org.walsafe.wal.SegmentComparison.SameRecords;
import org.walsafe.wal.SegmentComparison.Side;
import org.walsafe.wal.SegmentComparison.Unreadable;
import org.walsafe.wal.SegmentOpening.Ready;
import org.walsafe.wal.SegmentReading.Complete;
import org.walsafe.wal.SegmentReading.Unfinished;

/** Reads two segments of one name and cluster page by page, and compares the records that end in each page. */
final class SegmentsInStep {

    private static final long NOWHERE = -1;

    private final Ready left;
    private final Ready right;

    /** What each side's reader found whole in the page read last. */
    private final List<RecordKey> leftRecords;

    private final List<RecordKey> rightRecords;

    private long firstDifference = NOWHERE;

    /** The first record that is not on both sides, and the side that has nothing in its place, where one has not. */
    private @Nullable RecordKey parting;

    private @Nullable Side without;

    SegmentsInStep(Ready left, List<RecordKey> leftRecords, Ready right, List<RecordKey> rightRecords) {
        this.left = left;
        this.leftRecords = leftRecords;
        this.right = right;
        this.rightRecords = rightRecords;
    }

    /** What makes them differ, provided that they do. */
    SegmentComparison compare() throws IOException {
        SegmentReading ofLeft = null;
        SegmentReading ofRight = null;
        long offset = 0;
        while (ofLeft == null || ofRight == null) {
            boolean inStep = ofLeft == null && ofRight == null;
            ofLeft = ofLeft == null ? left.scan().readPage() : ofLeft;
            ofRight = ofRight == null ? right.scan().readPage() : ofRight;
            if (firstDifference == NOWHERE) {
                firstDifference = inStep ? differenceInPage(offset) : offset;
            }
            if (parting == null) {
                noteParting();
            }
            leftRecords.clear();
            rightRecords.clear();
            offset += left.scan().page().size();
        }
        return explain(ofLeft, ofRight);
    }

    /** Whether all bytes taken from the streams so far are equal. */
    boolean hasSameBytes() {
        return firstDifference == NOWHERE
                && left.scan().page().isFollowedInMemoryAs(right.scan().page());
    }

    private long differenceInPage(long offset) {
        int mismatch = left.scan().page().mismatch(right.scan().page());
        return mismatch < 0 ? NOWHERE : offset + mismatch;
    }

    private void noteParting() {
        int common = Math.min(leftRecords.size(), rightRecords.size());
        for (int i = 0; i < common; i++) {
            if (!leftRecords.get(i).equals(rightRecords.get(i))) {
                parting = leftRecords.get(i);
                return;
            }
        }
        if (leftRecords.size() > common) {
            partAt(leftRecords.get(common), Side.RIGHT);
        } else if (rightRecords.size() > common) {
            partAt(rightRecords.get(common), Side.LEFT);
        }
    }

    /** One side has a record that the other has not; the other may have begun a different one there. */
    private void partAt(RecordKey record, Side other) {
        RecordReader reader = records(other);
        parting = record;
        without = reader.isWithinARecord() && !reader.mayBeWithin(record) ? null : other;
    }

    private SegmentComparison explain(SegmentReading ofLeft, SegmentReading ofRight) {
        if (parting != null) {
            return explainParting(parting, without == Side.LEFT ? ofLeft : ofRight);
        }
        if (!isOrderly(ofLeft)) {
            return new Unreadable(Side.LEFT, ofLeft);
        }
        if (!isOrderly(ofRight)) {
            return new Unreadable(Side.RIGHT, ofRight);
        }
        RecordReader leftReader = records(Side.LEFT);
        RecordReader rightReader = records(Side.RIGHT);
        if (leftReader.endsLike(rightReader)) {
            return new SameRecords(firstDifference);
        }
        if (leftReader.isWithinARecord() && rightReader.isWithinARecord()) {
            return new Fork(Lsn.of(leftReader.unfinished()));
        }
        return leftReader.isWithinARecord()
                ? new Prefix(Side.RIGHT, Lsn.of(leftReader.unfinished()))
                : new Prefix(Side.LEFT, Lsn.of(rightReader.unfinished()));
    }

    private SegmentComparison explainParting(RecordKey record, SegmentReading ofSideWithout) {
        Lsn at = Lsn.of(record.start());
        if (without == null || ofSideWithout instanceof Complete) {
            return new Fork(at);
        }
        return ofSideWithout instanceof Unfinished ? new Prefix(without, at) : new Unreadable(without, ofSideWithout);
    }

    private static boolean isOrderly(SegmentReading reading) {
        return reading instanceof Complete || reading instanceof Unfinished;
    }

    private RecordReader records(Side side) {
        return (side == Side.LEFT ? left : right).chain().records();
    }
}
