package org.walsafe.verify;

import java.util.Optional;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.RecordSpan;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentReading;
import org.walsafe.wal.WalFault;
import org.walsafe.wal.WalFileName;

/**
 * Says what the reading of a segment means, given where it stands in the archive. Thread-safe.
 *
 * <p>A segment that ends early is right where its timeline was left within it: PostgreSQL 9.2 to 9.4 archive it so at
 * promotion, and from 9.5 on it is a partial one.
 */
final class SegmentJudge {

    /** No segment ends behind it. */
    private static final Lsn NO_END = Lsn.of(-1);

    private final TimelineTree tree;
    private final Lsn needed;

    /** Every segment must be whole. */
    SegmentJudge(TimelineTree tree) {
        this(tree, NO_END);
    }

    /** What is not whole is good enough when its records go as far as is needed. */
    SegmentJudge(TimelineTree tree, Lsn needed) {
        this.tree = tree;
        this.needed = needed;
    }

    /** What is wrong with it; empty where nothing is. */
    Optional<Finding> judge(WalFileName file, SegmentReading reading) {
        if (reading instanceof SegmentReading.Complete complete) {
            return complete.strayTail().map(fault -> finding(FindingKind.STRAY_TAIL, file, fault.toString()));
        }
        if (reading instanceof SegmentReading.Unfinished unfinished) {
            if (isOfAnotherHistory(unfinished.records(), unfinished.end())) {
                return Optional.of(ofAnotherHistory(file, unfinished.end()));
            }
            boolean mayEndEarly = file instanceof PartialSegmentName
                    || tree.isLeftIn((SegmentName) file)
                    || unfinished.records().end().compareTo(needed) >= 0;
            return mayEndEarly
                    ? Optional.empty()
                    : Optional.of(finding(FindingKind.UNFINISHED, file, "its end is missing: " + unfinished));
        }
        if (reading instanceof SegmentReading.Damaged damaged) {
            return Optional.of(judge(file, damaged));
        }
        return Optional.of(
                reading instanceof SegmentReading.Foreign
                        ? finding(FindingKind.FOREIGN, file, reading.toString())
                        : finding(FindingKind.UNKNOWN_VERSION, file, reading.toString()));
    }

    private static Finding judge(WalFileName file, SegmentReading.Damaged damaged) {
        if (damaged.fault().kind() == WalFault.Kind.SEGMENT_TIMELINE) {
            return finding(
                    FindingKind.FOREIGN, file, "it is of an older timeline than its name says: " + damaged.fault());
        }
        return isOfAnotherHistory(damaged.records(), damaged.fault())
                ? ofAnotherHistory(file, damaged.fault())
                : finding(FindingKind.DAMAGED, file, damaged.toString());
    }

    /** Its first record is whole, and does not follow the last one of the segment before. */
    private static boolean isOfAnotherHistory(RecordSpan records, WalFault fault) {
        return fault.kind() == WalFault.Kind.RECORD_LINK && records.count() == 0;
    }

    private static Finding ofAnotherHistory(WalFileName file, WalFault fault) {
        return finding(FindingKind.FOREIGN, file, "it is of another history than the segment before it: " + fault);
    }

    /** What is wrong with it as far as its header tells; empty where nothing is. */
    Optional<Finding> judge(WalFileName file, SegmentIdentity identity) {
        if (identity instanceof SegmentIdentity.Mismatch mismatch) {
            return Optional.of(finding(FindingKind.FOREIGN, file, String.join("; ", mismatch.reasons())));
        }
        if (identity instanceof SegmentIdentity.Matches matches) {
            return ofAnOlderTimeline(file, matches.header());
        }
        return Optional.of(
                finding(FindingKind.UNKNOWN_VERSION, file, ((SegmentIdentity.NotCheckable) identity).reason()));
    }

    /** Only the segment in which a timeline begins may begin with pages of an older one. */
    private Optional<Finding> ofAnOlderTimeline(WalFileName file, SegmentHeader header) {
        SegmentName segment = file instanceof PartialSegmentName partial ? partial.segment() : (SegmentName) file;
        boolean older = header.timeline().compareTo(segment.timeline()) < 0;
        return older && tree.hasBegunBefore(segment)
                ? Optional.of(finding(
                        FindingKind.FOREIGN,
                        file,
                        "it is of an older timeline than its name says: its first page is of timeline "
                                + header.timeline()))
                : Optional.empty();
    }

    private static Finding finding(FindingKind kind, WalFileName file, String sentence) {
        return new Finding(kind, file.text(), sentence);
    }
}
