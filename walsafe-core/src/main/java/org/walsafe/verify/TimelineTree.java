package org.walsafe.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SwitchPoint;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistory.Entry;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/**
 * How an archive's timelines branch off each other, as their history files say it.
 *
 * <p>A new timeline begins with a copy of the segment in which it branched off. So recovery takes that segment from the
 * newer timeline, and of the older one needs only those before it; and of a timeline that was left in the segment in which
 * it began, it needs none.
 *
 * <p>Immutable and thread-safe.
 */
final class TimelineTree {

    private final WalGeometry geometry;
    private final SortedMap<TimelineId, TimelineHistory> histories;

    TimelineTree(WalGeometry geometry, Map<TimelineId, TimelineHistory> histories) {
        this.geometry = geometry;
        this.histories = new TreeMap<>(histories);
    }

    /** Whether a history names segments that exist. */
    static boolean fits(TimelineHistory history, WalGeometry geometry) {
        TimelineTree tree = new TimelineTree(geometry, Map.of());
        try {
            history.entries().forEach(tree::number);
            return true;
        } catch (IllegalArgumentException noSuchSegment) {
            return false;
        }
    }

    Optional<TimelineHistory> history(TimelineId timeline) {
        return Optional.ofNullable(histories.get(timeline));
    }

    /** What recovery to a timeline reads, from the oldest on. Without a history file, that timeline alone. */
    List<TimelineStretch> path(TimelineId timeline) {
        List<TimelineStretch> path = new ArrayList<>();
        long from = 0;
        TimelineHistory history = histories.get(timeline);
        if (history != null) {
            for (Entry entry : history.entries()) {
                long until = number(entry);
                path.add(new TimelineStretch(entry.parent(), from, until));
                from = until;
            }
        }
        path.add(new TimelineStretch(timeline, from, Long.MAX_VALUE));
        return path;
    }

    /** The number of the first segment of a timeline. */
    long beginning(TimelineId timeline) {
        List<TimelineStretch> path = path(timeline);
        return path.get(path.size() - 1).from();
    }

    /** Whether a segment's timeline is known to have begun in one before it. */
    boolean hasBegunBefore(SegmentName segment) {
        return histories.containsKey(segment.timeline()) && beginning(segment.timeline()) < geometry.numberOf(segment);
    }

    /** Whether another timeline branches off within a segment, so that this timeline's own one may end early. */
    boolean isLeftIn(SegmentName segment) {
        return histories.values().stream()
                .flatMap(history -> history.entries().stream())
                .anyMatch(entry ->
                        entry.parent().equals(segment.timeline()) && number(entry) == geometry.numberOf(segment));
    }

    /** The sentence for each pair of histories that tell different stories of the same timelines. */
    List<String> contradictions(TimelineId timeline) {
        TimelineHistory history = histories.get(timeline);
        List<String> contradictions = new ArrayList<>();
        for (int i = 0; history != null && i < history.entries().size(); i++) {
            Entry entry = history.entries().get(i);
            TimelineHistory ofAncestor = histories.get(entry.parent());
            if (ofAncestor != null
                    && !sameBranches(ofAncestor.entries(), history.entries().subList(0, i))) {
                contradictions.add("it tells another story of how timeline " + entry.parent()
                        + " came about than that timeline's own history file");
            }
            if (i > 0 && number(entry) < number(history.entries().get(i - 1))) {
                contradictions.add("it says that timeline " + entry.parent() + " was left at " + entry.switchPoint()
                        + ", before it began");
            }
        }
        return contradictions;
    }

    private static boolean sameBranches(List<Entry> some, List<Entry> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!some.get(i).parent().equals(others.get(i).parent())
                    || !some.get(i).switchPoint().equals(others.get(i).switchPoint())) {
                return false;
            }
        }
        return true;
    }

    private long number(Entry entry) {
        SegmentName segment = entry.switchPoint() instanceof SwitchPoint.AtLsn at
                ? geometry.segmentAt(entry.parent(), at.lsn())
                : ((SwitchPoint.InSegment) entry.switchPoint()).segment();
        return geometry.numberOf(segment);
    }
}
