package org.walsafe.jdbc;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@code pg_stat_archiver} counts since the statistics were last reset (9.4 and newer). A command that PostgreSQL ends
 * its archiver for is not among the failures.
 *
 * <p>Immutable and thread-safe.
 *
 * @param archived how often the command succeeded
 * @param lastArchived the file that it last succeeded for, of whatever kind
 * @param lastArchivedAt when
 * @param failed how often the command failed
 * @param lastFailed the file that it last failed for
 * @param lastFailedAt when
 * @since 0.1.0
 */
public record ArchiverStatistics(
        long archived,
        Optional<String> lastArchived,
        Optional<Instant> lastArchivedAt,
        long failed,
        Optional<String> lastFailed,
        Optional<Instant> lastFailedAt) {

    /** {@return whether the last attempt failed} */
    public boolean isFailing() {
        return lastFailedAt.isPresent()
                && (lastArchivedAt.isEmpty() || lastFailedAt.get().isAfter(lastArchivedAt.get()));
    }
}
