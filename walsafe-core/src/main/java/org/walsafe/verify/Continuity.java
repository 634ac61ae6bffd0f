package org.walsafe.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.walsafe.verify.BackupSpan.Keeping;
import org.walsafe.verify.MissingSegments.Preceded;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/**
 * Finds what is missing between the segments of an archive, along every way that recovery can take through its timelines.
 *
 * <p>What is missing before the first segment of a way has been removed by retention. From there on, whatever lies between
 * two segments of the way is missing.
 *
 * <p>Immutable and thread-safe.
 */
final class Continuity {

    private final ArchiveContents contents;
    private final TimelineTree tree;
    private final WalGeometry geometry;
    private final List<BackupSpan> standalone;

    Continuity(ArchiveContents contents, TimelineTree tree, WalGeometry geometry, Collection<BackupSpan> backups) {
        this.contents = contents;
        this.tree = tree;
        this.geometry = geometry;
        this.standalone = backups.stream()
                .filter(backup -> backup.keeping() == Keeping.ITS_OWN)
                .toList();
    }

    /** Every timeline of which there are segments or a history. */
    SortedSet<TimelineId> timelines() {
        TreeSet<TimelineId> timelines = new TreeSet<>(contents.segments().keySet());
        timelines.addAll(contents.histories());
        return timelines;
    }

    /** All gaps, each once, in the order of timelines and numbers. */
    List<MissingSegments> missing() {
        Map<TimelineId, List<MissingSegments>> found = new TreeMap<>();
        for (TimelineId end : timelines()) {
            walk(tree.path(end), found);
        }
        return found.values().stream().flatMap(gaps -> merged(gaps).stream()).toList();
    }

    private void walk(List<TimelineStretch> path, Map<TimelineId, List<MissingSegments>> found) {
        Optional<Preceded> preceded = Optional.empty();
        for (TimelineStretch stretch : path) {
            SegmentNumbers numbers = contents.of(stretch.timeline());
            boolean isLast = stretch.until() == Long.MAX_VALUE;
            if (isLast && numbers.isEmpty()) {
                return;
            }
            long end = isLast ? numbers.last() : stretch.until() - 1;
            long next = stretch.from();
            int index = numbers.indexFrom(next);
            while (index < numbers.size() && numbers.get(index) <= end) {
                long first = numbers.get(index);
                long last = Math.min(numbers.endOfRun(first), end);
                note(stretch.timeline(), next, first - 1, preceded, found);
                preceded = Optional.of(
                        preceded.equals(Optional.of(Preceded.BY_WAL)) || !isStandalone(stretch.timeline(), first, last)
                                ? Preceded.BY_WAL
                                : Preceded.BY_STANDALONE_BACKUPS);
                next = last + 1;
                index += (int) (last - first + 1);
            }
            note(stretch.timeline(), next, end, preceded, found);
        }
    }

    private static void note(
            TimelineId timeline,
            long first,
            long last,
            Optional<Preceded> preceded,
            Map<TimelineId, List<MissingSegments>> found) {
        if (preceded.isPresent() && first <= last) {
            found.computeIfAbsent(timeline, key -> new ArrayList<>())
                    .add(new MissingSegments(timeline, first, last, preceded.get()));
        }
    }

    private boolean isStandalone(TimelineId timeline, long first, long last) {
        return standalone.stream()
                .anyMatch(backup -> backup.first().timeline().equals(timeline)
                        && geometry.contains(backup.first())
                        && geometry.contains(backup.last())
                        && geometry.numberOf(backup.first()) <= first
                        && last <= geometry.numberOf(backup.last()));
    }

    /** Different ways find the same gaps, or parts of them. */
    private static List<MissingSegments> merged(List<MissingSegments> gaps) {
        List<MissingSegments> sorted = new ArrayList<>(gaps);
        sorted.sort((one, other) -> Long.compare(one.first(), other.first()));
        List<MissingSegments> merged = new ArrayList<>();
        for (MissingSegments gap : sorted) {
            int end = merged.size() - 1;
            if (end >= 0 && gap.first() <= merged.get(end).last()) {
                MissingSegments before = merged.get(end);
                boolean byWal = before.preceded() == Preceded.BY_WAL || gap.preceded() == Preceded.BY_WAL;
                merged.set(
                        end,
                        new MissingSegments(
                                gap.timeline(),
                                before.first(),
                                Math.max(before.last(), gap.last()),
                                byWal ? Preceded.BY_WAL : Preceded.BY_STANDALONE_BACKUPS));
            } else {
                merged.add(gap);
            }
        }
        return merged;
    }

    /** The segment that recovery reads before another one, where the archive has it. */
    Optional<SegmentName> predecessor(SegmentName segment) {
        long before = geometry.numberOf(segment) - 1;
        if (before < 0) {
            return Optional.empty();
        }
        if (contents.of(segment.timeline()).contains(before)) {
            return Optional.of(geometry.segmentNumbered(segment.timeline(), before));
        }
        return tree.path(segment.timeline()).stream()
                .filter(stretch -> stretch.contains(before)
                        && contents.of(stretch.timeline()).contains(before))
                .map(stretch -> geometry.segmentNumbered(stretch.timeline(), before))
                .findFirst();
    }

    /** The first segment that the archive has behind a gap, on the same timeline or one that follows it. */
    Optional<SegmentName> successor(MissingSegments gap) {
        for (TimelineId timeline : contents.segments().tailMap(gap.timeline()).keySet()) {
            SegmentNumbers numbers = contents.of(timeline);
            int index = numbers.indexFrom(gap.last() + 1);
            boolean follows = tree.path(timeline).stream()
                    .anyMatch(stretch -> stretch.timeline().equals(gap.timeline()));
            if (follows && index < numbers.size()) {
                return Optional.of(geometry.segmentNumbered(timeline, numbers.get(index)));
            }
        }
        return Optional.empty();
    }
}
