package org.walsafe.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.walsafe.wal.InvalidTimelineHistoryException;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SwitchPoint;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** Reads timeline histories from sources: which segments of a timeline were left behind, and which never existed. */
final class Descent {

    private final List<WalSource> sources;
    private final WalGeometry geometry;
    private final Deadline deadline;

    Descent(List<WalSource> sources, WalGeometry geometry, Deadline deadline) {
        this.sources = sources;
        this.geometry = geometry;
        this.deadline = deadline;
    }

    /** The history of a timeline, from the first source that has a readable one. */
    Optional<TimelineHistory> history(TimelineId timeline) {
        if (timeline.equals(TimelineId.FIRST)) {
            return Optional.empty();
        }
        TimelineHistoryName name = new TimelineHistoryName(timeline);
        for (WalSource source : sources) {
            if (source.open(name, deadline) instanceof SourceAnswer.Found found) {
                Optional<TimelineHistory> history = read(name, found);
                if (history.isPresent()) {
                    return history;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<TimelineHistory> read(TimelineHistoryName name, SourceAnswer.Found found) {
        try (found;
                CopiedContent content = CopiedContent.open(
                        found, TimelineHistory.MAX_BYTES, OutputStream.nullOutputStream(), deadline)) {
            return Optional.of(TimelineHistory.parse(name, content.readAllBytes()));
        } catch (IOException | InvalidTimelineHistoryException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the segment's timeline began in a later segment, so that this one never existed under that name. */
    boolean isBeforeTheBeginning(SegmentName segment) {
        return history(segment.timeline())
                .flatMap(history -> history.switchPointOf(history.parent()))
                .filter(begin -> switchSegment(segment.timeline(), begin).compareTo(segment) > 0)
                .isPresent();
    }

    /** The history of the next timeline, where it says that the segment's own timeline was left in a later segment. */
    Optional<TimelineHistory> leftLater(SegmentName segment) {
        return history(segment.timeline().next()).filter(child -> child.switchPointOf(segment.timeline())
                .filter(left -> switchSegment(segment.timeline(), left).compareTo(segment) > 0)
                .isPresent());
    }

    /** The same segment on the next timeline, where that one's history says that it begins there. */
    Optional<SegmentName> leftWithin(SegmentName segment) {
        TimelineId next = segment.timeline().next();
        return history(next)
                .filter(child -> child.parent().equals(segment.timeline()))
                .flatMap(child -> child.switchPointOf(segment.timeline()))
                .map(point -> switchSegment(next, point))
                .filter(begin -> begin.log() == segment.log() && begin.segment() == segment.segment());
    }

    private SegmentName switchSegment(TimelineId timeline, SwitchPoint point) {
        if (point instanceof SwitchPoint.AtLsn at) {
            return geometry.segmentAt(timeline, at.lsn());
        }
        SegmentName named = ((SwitchPoint.InSegment) point).segment();
        return new SegmentName(timeline, named.log(), named.segment());
    }
}
