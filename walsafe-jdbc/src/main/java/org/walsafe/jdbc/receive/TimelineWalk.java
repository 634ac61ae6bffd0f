package org.walsafe.jdbc.receive;

import java.util.List;
import java.util.Optional;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SwitchPoint;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** The way from one timeline to the server's own, by the server's history. */
record TimelineWalk(TimelineId current, Optional<TimelineHistory> history, WalGeometry geometry) {

    /** Whether the server's timeline is {@code timeline} or descends from it. */
    boolean passes(TimelineId timeline) {
        return timeline.equals(current) || endOf(timeline).isPresent();
    }

    /** Where {@code timeline} ends; empty for the server's own, which goes on. */
    Optional<Lsn> endOf(TimelineId timeline) {
        return history.flatMap(all -> all.switchPointOf(timeline))
                .filter(SwitchPoint.AtLsn.class::isInstance)
                .map(point -> ((SwitchPoint.AtLsn) point).lsn());
    }

    /** Where to go on behind the end of {@code timeline}: at the start of the segment with the switch. */
    WalPosition behind(TimelineId timeline) {
        List<TimelineHistory.Entry> entries = history.orElseThrow().entries();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).parent().equals(timeline)) {
                TimelineId child = i + 1 < entries.size() ? entries.get(i + 1).parent() : current;
                return startOfSegment(child, endOf(timeline).orElseThrow());
            }
        }
        throw new IllegalStateException("timeline " + current + " does not descend from " + timeline);
    }

    WalPosition startOfSegment(TimelineId timeline, Lsn lsn) {
        return new WalPosition(timeline, new Lsn(lsn.value() - geometry.offsetOf(lsn)));
    }
}
