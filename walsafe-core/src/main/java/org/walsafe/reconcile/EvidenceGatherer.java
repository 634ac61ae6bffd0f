package org.walsafe.reconcile;

import org.walsafe.wal.WalFileName;

/** Finds the evidence for one confirmation, or the reason why there must be none. */
interface EvidenceGatherer {

    /**
     * Gathers the evidence for {@code file}.
     *
     * @throws ArchiveUnreachableException when the archive's host cannot be reached
     * @throws PrimaryUnreachableException when PostgreSQL's host cannot be reached
     */
    GatheredEvidence gather(WalFileName file);
}
