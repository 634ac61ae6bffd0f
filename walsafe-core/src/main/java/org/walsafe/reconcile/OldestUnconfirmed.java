package org.walsafe.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * The unconfirmed file that PostgreSQL offers first, and so the one that holds up its archiver.
 *
 * @param file the WAL file
 * @param since since when it has been waiting, by the clock of PostgreSQL's machine; empty when PostgreSQL stopped waiting
 *     while we looked
 * @since 0.1.0
 */
public record OldestUnconfirmed(WalFileName file, Optional<Instant> since) {

    /**
     * {@return how long it has been waiting, if that is known; never negative, whatever the clocks say}
     *
     * @param now the moment to count to
     */
    public Optional<Duration> age(Instant now) {
        return since.map(start -> start.isAfter(now) ? Duration.ZERO : Duration.between(start, now));
    }
}
