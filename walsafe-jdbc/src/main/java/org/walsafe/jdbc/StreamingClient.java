package org.walsafe.jdbc;

import java.util.Optional;
import org.walsafe.wal.Lsn;

/**
 * A row of {@code pg_stat_replication}: somebody who receives WAL from the server.
 *
 * <p>Immutable and thread-safe.
 *
 * @param application what it calls itself
 * @param address where it is; empty for a socket of the server's own machine
 * @param state {@code startup}, {@code catchup}, {@code streaming}, {@code backup} or {@code stopping}
 * @param sent up to where WAL was sent to it
 * @param flushed up to where it says that it has WAL on disk
 * @since 0.1.0
 */
public record StreamingClient(
        String application, Optional<String> address, String state, Optional<Lsn> sent, Optional<Lsn> flushed) {}
