package org.walsafe.restore;

import java.util.Optional;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/** Which names show that an absent file is missing, and not merely not written yet. */
final class LaterNames {

    private LaterNames() {}

    /** Whether a file of this name was written after {@code absent}; false for any other text. */
    static boolean isLater(String name, WalFileName absent) {
        Optional<WalFileName> parsed = WalFileName.tryParse(name);
        return parsed.isPresent() && isLater(parsed.get(), absent);
    }

    /** Whether {@code file} was written after {@code absent}. */
    static boolean isLater(WalFileName file, WalFileName absent) {
        if (absent instanceof SegmentName segment) {
            return file.timeline().equals(absent.timeline())
                    && file.segmentName().isPresent()
                    && file.segmentName().get().compareTo(segment) > 0;
        }
        if (absent instanceof TimelineHistoryName) {
            return file instanceof TimelineHistoryName
                    ? file.timeline().compareTo(absent.timeline()) > 0
                    : file.timeline().equals(absent.timeline());
        }
        return false;
    }
}
