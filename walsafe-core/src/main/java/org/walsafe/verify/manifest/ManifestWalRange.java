package org.walsafe.verify.manifest;

import org.walsafe.wal.Lsn;
import org.walsafe.wal.TimelineId;

/**
 * WAL that a backup needs to be consistent.
 *
 * @param timeline the timeline
 * @param start the first position that it needs of it
 * @param end the position up to which it needs it
 * @since 0.1.0
 */
public record ManifestWalRange(TimelineId timeline, Lsn start, Lsn end) {}
