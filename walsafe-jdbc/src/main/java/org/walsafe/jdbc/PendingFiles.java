package org.walsafe.jdbc;

import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * What the server waits to have archived.
 *
 * <p>Immutable and thread-safe.
 *
 * @param count how many files
 * @param next the one that its archiver offers next
 * @param nextSince since when that one has been waiting, by the server's clock
 * @since 0.1.0
 */
public record PendingFiles(long count, Optional<WalFileName> next, Optional<Instant> nextSince) {}
