package org.walsafe.wal;

import java.time.Instant;

/**
 * A place in the log that recovery can be told to stop at by a name or a time.
 *
 * <p>Both kinds are immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface LogMark {

    /** {@return where its record begins} */
    Lsn lsn();

    /** {@return when it was written, by PostgreSQL's clock, to the microsecond} */
    Instant time();

    /**
     * A transaction was committed: what {@code recovery_target_time} goes by.
     *
     * @param lsn where its record begins
     * @param time when
     */
    record Commit(Lsn lsn, Instant time) implements LogMark {}

    /**
     * A restore point was made ({@code pg_create_restore_point}): what {@code recovery_target_name} goes by.
     *
     * @param lsn where its record begins
     * @param time when
     * @param name its name
     */
    record RestorePoint(Lsn lsn, Instant time, String name) implements LogMark {}
}
