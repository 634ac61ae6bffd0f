package org.walsafe.clone;

import org.walsafe.wal.SegmentName;

/**
 * The WAL that a standby made from a backup will replay from the archive.
 *
 * @param first the first segment, which the backup needs
 * @param last the last segment that the archive has without a gap
 * @param segments how many these are
 * @param bytes how many bytes they have
 * @since 0.1.0
 */
public record WalOutlook(SegmentName first, SegmentName last, long segments, long bytes) {}
