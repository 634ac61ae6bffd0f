package org.walsafe.verify;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** Follows the log from a base backup as far as the archive goes. */
final class ReachFinder {

    private final ArchiveContents contents;
    private final TimelineTree tree;
    private final WalGeometry geometry;
    private final NavigableSet<SegmentName> damaged;

    ReachFinder(ArchiveContents contents, TimelineTree tree, WalGeometry geometry, SortedSet<SegmentName> damaged) {
        this.contents = contents;
        this.tree = tree;
        this.geometry = geometry;
        this.damaged = new TreeSet<>(damaged);
    }

    BackupReach of(BackupSpan backup, SortedSet<TimelineId> timelines) {
        if (!geometry.contains(backup.first()) || !geometry.contains(backup.last())) {
            return new BackupReach(
                    backup,
                    backup.first().timeline(),
                    Optional.empty(),
                    Optional.of(backup.first()),
                    Consistency.OUT_OF_REACH);
        }
        TimelineId target = backup.first().timeline();
        for (TimelineId timeline : timelines) {
            if (descends(timeline, backup)) {
                target = timeline;
            }
        }
        return along(tree.path(target), target, backup);
    }

    private boolean descends(TimelineId timeline, BackupSpan backup) {
        return tree.path(timeline).stream()
                .anyMatch(stretch -> stretch.timeline().equals(backup.first().timeline())
                        && stretch.contains(geometry.numberOf(backup.first()))
                        && geometry.numberOf(backup.last()) <= stretch.until());
    }

    private BackupReach along(List<TimelineStretch> path, TimelineId target, BackupSpan backup) {
        long next = geometry.numberOf(backup.first());
        Optional<SegmentName> reached = Optional.empty();
        for (TimelineStretch stretch : path) {
            SegmentNumbers numbers = contents.of(stretch.timeline());
            while (stretch.contains(next)) {
                if (!numbers.contains(next)) {
                    return ended(backup, target, reached, stretch, next);
                }
                long runEnd = Math.min(numbers.endOfRun(next), stretch.until() - 1);
                Optional<SegmentName> bad = firstDamaged(stretch.timeline(), next, runEnd);
                if (bad.isPresent()) {
                    long badNumber = geometry.numberOf(bad.get());
                    Optional<SegmentName> before = badNumber == next
                            ? reached
                            : Optional.of(geometry.segmentNumbered(stretch.timeline(), badNumber - 1));
                    return reach(backup, target, before, bad);
                }
                reached = Optional.of(geometry.segmentNumbered(stretch.timeline(), runEnd));
                next = runEnd + 1;
            }
        }
        return reach(backup, target, reached, Optional.empty());
    }

    /** Nothing more is there: the end of the archive, or a gap. */
    private BackupReach ended(
            BackupSpan backup, TimelineId target, Optional<SegmentName> reached, TimelineStretch stretch, long next) {
        SegmentNumbers numbers = contents.of(stretch.timeline());
        boolean goesOn = stretch.until() != Long.MAX_VALUE || numbers.indexFrom(next) < numbers.size();
        boolean needed = next <= geometry.numberOf(backup.last());
        return reach(
                backup,
                target,
                reached,
                goesOn || needed ? Optional.of(geometry.segmentNumbered(stretch.timeline(), next)) : Optional.empty());
    }

    private BackupReach reach(
            BackupSpan backup, TimelineId target, Optional<SegmentName> reached, Optional<SegmentName> obstacle) {
        boolean consistent =
                reached.isPresent() && geometry.numberOf(reached.get()) >= geometry.numberOf(backup.last());
        return new BackupReach(
                backup, target, reached, obstacle, consistent ? Consistency.REACHED : Consistency.OUT_OF_REACH);
    }

    private Optional<SegmentName> firstDamaged(TimelineId timeline, long from, long to) {
        SegmentName first = damaged.ceiling(geometry.segmentNumbered(timeline, from));
        return Optional.ofNullable(first)
                .filter(segment -> segment.compareTo(geometry.segmentNumbered(timeline, to)) <= 0);
    }
}
