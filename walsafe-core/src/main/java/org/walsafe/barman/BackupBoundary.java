package org.walsafe.barman;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;

/**
 * Where a base backup begins, or ends.
 *
 * <p>At the end of a segment PostgreSQL before 17 names the segment that ends there, so {@code lsn} may be the first
 * position of the one after {@code segment}.
 *
 * @param segment the segment, as PostgreSQL named it
 * @param offset how far into it, in bytes
 * @param lsn the position
 * @param time when, by PostgreSQL's clock
 * @since 0.1.0
 */
public record BackupBoundary(SegmentName segment, OptionalLong offset, Optional<Lsn> lsn, Optional<Instant> time) {}
