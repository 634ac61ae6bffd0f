package org.walsafe.wal;

import java.util.Optional;

/**
 * The records found whole in one file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param count how many records end in the file; one that began in the file before is counted only if that was read too
 * @param first where the first one begins that begins in this file
 * @param last where the last one begins that ends in this file
 * @param end where the last one ends, and what follows it must begin
 * @since 0.1.0
 */
public record RecordSpan(long count, Optional<Lsn> first, Optional<Lsn> last, Lsn end) {}
