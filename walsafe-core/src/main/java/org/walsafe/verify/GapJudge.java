package org.walsafe.verify;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.walsafe.verify.MissingSegments.Preceded;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentRange;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/** Tells segments that are lost from those that are still on their way. For one thread. */
final class GapJudge {

    /** A listing is no picture of one moment: so few missing segments are looked for once more. */
    private static final int LOOKED_FOR_AGAIN = 64;

    private final ArchiveSource source;
    private final Continuity continuity;
    private final WalGeometry geometry;
    private final FindingLog log;
    private final Duration inFlightFor;
    private final Set<WalFileName> onTheirWay;
    private final Map<TimelineId, Instant> settled = new HashMap<>();

    GapJudge(
            ArchiveSource source,
            Continuity continuity,
            WalGeometry geometry,
            FindingLog log,
            Duration inFlightFor,
            Set<WalFileName> onTheirWay) {
        this.source = source;
        this.continuity = continuity;
        this.geometry = geometry;
        this.log = log;
        this.inFlightFor = inFlightFor;
        this.onTheirWay = onTheirWay;
    }

    /** Judges every gap; those at the end of the log first, since behind an old one all are old. */
    Map<TimelineId, List<TimelineLane.Missing>> judge(List<MissingSegments> gaps) throws IOException {
        Map<TimelineId, List<TimelineLane.Missing>> judged = new HashMap<>();
        for (int i = gaps.size() - 1; i >= 0; i--) {
            MissingSegments gap = gaps.get(i);
            List<TimelineLane.Missing> ofTimeline =
                    judged.computeIfAbsent(gap.timeline(), timeline -> new ArrayList<>());
            ofTimeline.addAll(0, judge(gap));
            if (ofTimeline.size() > TimelineLane.MISSING_KEPT) {
                ofTimeline.subList(TimelineLane.MISSING_KEPT, ofTimeline.size()).clear();
            }
        }
        return judged;
    }

    private List<TimelineLane.Missing> judge(MissingSegments gap) throws IOException {
        SegmentRange range = geometry.range(
                geometry.segmentNumbered(gap.timeline(), gap.first()),
                geometry.segmentNumbered(gap.timeline(), gap.last()));
        if (gap.preceded() == Preceded.BY_STANDALONE_BACKUPS) {
            return List.of(note(
                    range,
                    FindingKind.REMOVED_BY_RETENTION,
                    Optional.empty(),
                    "only backups that are kept without later WAL come before"));
        }
        List<TimelineLane.Missing> judged = new ArrayList<>();
        for (Waivers.Part part : log.waivers().cut(range, log.now())) {
            judged.add(
                    part.waiver().isPresent()
                            ? note(part.range(), FindingKind.LOST, part.waiver(), "")
                            : judge(part.range(), gap));
        }
        return judged;
    }

    private TimelineLane.Missing judge(SegmentRange range, MissingSegments gap) throws IOException {
        if (range.size() <= LOOKED_FOR_AGAIN && isOnItsWay(range)) {
            return note(range, FindingKind.IN_FLIGHT, Optional.empty(), "received, or waiting at PostgreSQL");
        }
        Optional<Instant> next = Optional.ofNullable(settled.get(gap.timeline()));
        if (next.isEmpty()) {
            next = writtenNext(gap);
        }
        Instant oldest = log.now().minus(inFlightFor);
        if (next.isPresent() && next.get().isAfter(oldest)) {
            return note(
                    range,
                    FindingKind.IN_FLIGHT,
                    Optional.empty(),
                    "the segment behind was written at " + seconds(next.get()) + ", less than "
                            + Math.max(1, inFlightFor.toMinutes()) + " minutes ago");
        }
        next.ifPresent(when -> settled.put(gap.timeline(), when));
        return note(
                range,
                FindingKind.LOST,
                Optional.empty(),
                next.map(when -> "the log goes on behind with what was written by " + seconds(when))
                        .orElse("the log goes on behind"));
    }

    private static Instant seconds(Instant when) {
        return when.truncatedTo(ChronoUnit.SECONDS);
    }

    private Optional<Instant> writtenNext(MissingSegments gap) throws IOException {
        Optional<SegmentName> successor = continuity.successor(gap);
        return successor.isPresent() ? source.find(successor.get()).map(StoredFile::modified) : Optional.empty();
    }

    private boolean isOnItsWay(SegmentRange range) throws IOException {
        for (SegmentName segment : range) {
            if (!onTheirWay.contains(segment) && source.find(segment).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private TimelineLane.Missing note(SegmentRange range, FindingKind kind, Optional<Waiver> waiver, String why) {
        long size = range.size();
        String subject = size == 1 ? range.first().text() : range.toString();
        String what = size == 1 ? "missing" : size + " segments are missing";
        log.add(new Finding(kind, subject, why.isEmpty() ? what : what + "; " + why, waiver));
        return new TimelineLane.Missing(range, kind, waiver);
    }
}
