package org.walsafe.jdbc.receive;

import org.walsafe.wal.Lsn;
import org.walsafe.wal.TimelineId;

/** A position in a timeline. */
record WalPosition(TimelineId timeline, Lsn lsn) {

    @Override
    public String toString() {
        return lsn + " on timeline " + timeline;
    }
}
