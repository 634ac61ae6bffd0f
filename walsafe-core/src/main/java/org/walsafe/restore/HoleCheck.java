package org.walsafe.restore;

import java.util.List;
import java.util.Optional;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * Tells a file that is missing from one that does not exist: what was written after it is there.
 *
 * <p>A segment is not missing where its timeline began later: up to version 12, PostgreSQL asks for such names when it follows
 * a newer timeline from an older backup.
 */
final class HoleCheck {

    /** What was found out. */
    sealed interface Finding {
        record Missing(String evidence) implements Finding {}

        record NothingLater() implements Finding {}

        record CouldNotLook(String reason) implements Finding {}
    }

    private final List<WalSource> sources;
    private final WalGeometry geometry;

    HoleCheck(List<WalSource> sources, WalGeometry geometry) {
        this.sources = sources;
        this.geometry = geometry;
    }

    Finding check(WalFileName absent, Deadline deadline) {
        Descent descent = new Descent(sources, geometry, deadline);
        Optional<String> failure = Optional.empty();
        for (WalSource source : sources) {
            LaterFile later = source.later(absent, deadline);
            if (later instanceof LaterFile.Seen seen) {
                return absent instanceof SegmentName segment && descent.isBeforeTheBeginning(segment)
                        ? new Finding.NothingLater()
                        : new Finding.Missing(absent + " is missing: " + source.location() + " holds " + seen.name());
            }
            if (later instanceof LaterFile.CouldNotLook could) {
                failure = Optional.of(could.reason());
            }
        }
        if (absent instanceof SegmentName segment) {
            Optional<TimelineHistory> child = descent.leftLater(segment);
            if (child.isPresent()) {
                return new Finding.Missing(absent + " is missing: timeline " + segment.timeline()
                        + " went on behind it before timeline "
                        + child.get().timeline() + " left it");
            }
        }
        return failure.isPresent() ? new Finding.CouldNotLook(failure.get()) : new Finding.NothingLater();
    }
}
