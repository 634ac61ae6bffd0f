package org.walsafe.archive;

import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * What tells one PostgreSQL cluster's WAL from another's.
 *
 * <p>Immutable and thread-safe.
 *
 * @param systemIdentifier the number that {@code initdb} gave the cluster
 * @param geometry the size of its segments and how they are numbered
 * @since 0.1.0
 */
public record ClusterIdentity(SystemIdentifier systemIdentifier, WalGeometry geometry) {

    /** {@return the check whether a segment belongs to this cluster} */
    public SegmentIdentityCheck segmentCheck() {
        return SegmentIdentityCheck.BY_NAME.of(systemIdentifier);
    }
}
