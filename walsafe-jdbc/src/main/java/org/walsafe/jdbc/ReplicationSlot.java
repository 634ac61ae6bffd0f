package org.walsafe.jdbc;

import java.util.Optional;
import org.walsafe.wal.Lsn;

/**
 * A row of {@code pg_replication_slots} (9.4 and newer).
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name
 * @param kind what may use it
 * @param active whether it is in use now
 * @param restartLsn from where on it keeps WAL; empty where it never kept any
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost} (13 and newer)
 * @since 0.1.0
 */
public record ReplicationSlot(
        String name, Kind kind, boolean active, Optional<Lsn> restartLsn, Optional<String> walStatus) {

    /** What may use a slot. */
    public enum Kind {
        /** A standby, or a receiver of WAL. */
        PHYSICAL,
        /** A decoder of changes. */
        LOGICAL
    }

    /** {@return whether WAL that it needs is gone} */
    public boolean isLost() {
        return walStatus.filter("lost"::equals).isPresent();
    }
}
