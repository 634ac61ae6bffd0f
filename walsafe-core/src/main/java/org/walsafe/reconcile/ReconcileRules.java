package org.walsafe.reconcile;

import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.WalFileName;

/**
 * The choices that reconciling leaves to its user.
 *
 * <p>Immutable and thread-safe.
 *
 * @param depth how closely an archived file is looked at before it is confirmed
 * @param unattested what happens to unattested markers
 * @param partials what happens to partial segments
 * @param backupHistories what happens to backup history files
 * @param markersKept the safety margin of {@link WithdrawalRule}: so many segments behind the oldest that PostgreSQL has
 *     keep their markers
 * @param withdrawalsPerPass how many markers one pass withdraws at most, so that a backlog of them does not keep
 *     confirmations waiting
 * @param batchSize how many confirmations are recorded together at most
 * @since 0.1.0
 */
public record ReconcileRules(
        EvidenceDepth depth,
        UnattestedMarkers unattested,
        FileTreatment partials,
        FileTreatment backupHistories,
        int markersKept,
        int withdrawalsPerPass,
        int batchSize) {

    /**
     * Files are read whole; unattested markers stay; the markers of 256 segments are kept; a pass withdraws 1,000 markers
     * at most and records 64 confirmations together.
     *
     * <p>Backup histories are welcome: streaming archives never get them, and the gate by default lets them pass. Partial
     * segments are left alone: an archive's own, from {@code pg_receivewal}, need not equal the one that PostgreSQL offers
     * at promotion.
     */
    public static final ReconcileRules DEFAULT = new ReconcileRules(
            EvidenceDepth.CONTENT,
            UnattestedMarkers.KEEP,
            FileTreatment.LEFT_ALONE,
            FileTreatment.WELCOME,
            256,
            1_000,
            64);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException where {@code markersKept} is negative, or another number is not positive
     */
    public ReconcileRules {
        if (markersKept < 0) {
            throw new IllegalArgumentException("markersKept must be >= 0, is " + markersKept);
        }
        if (withdrawalsPerPass < 1) {
            throw new IllegalArgumentException("withdrawalsPerPass must be >= 1, is " + withdrawalsPerPass);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be >= 1, is " + batchSize);
        }
    }

    /**
     * {@return the same rules with another depth}
     *
     * @param newDepth how closely an archived file is looked at
     */
    public ReconcileRules withDepth(EvidenceDepth newDepth) {
        return new ReconcileRules(
                newDepth, unattested, partials, backupHistories, markersKept, withdrawalsPerPass, batchSize);
    }

    /**
     * {@return the same rules with another treatment of unattested markers}
     *
     * @param newUnattested what happens to them
     */
    public ReconcileRules withUnattested(UnattestedMarkers newUnattested) {
        return new ReconcileRules(
                depth, newUnattested, partials, backupHistories, markersKept, withdrawalsPerPass, batchSize);
    }

    /**
     * {@return the same rules with another treatment of partial segments}
     *
     * @param newPartials what happens to them
     */
    public ReconcileRules withPartials(FileTreatment newPartials) {
        return new ReconcileRules(
                depth, unattested, newPartials, backupHistories, markersKept, withdrawalsPerPass, batchSize);
    }

    /**
     * {@return the same rules with another treatment of backup histories}
     *
     * @param newBackupHistories what happens to them
     */
    public ReconcileRules withBackupHistories(FileTreatment newBackupHistories) {
        return new ReconcileRules(
                depth, unattested, partials, newBackupHistories, markersKept, withdrawalsPerPass, batchSize);
    }

    /**
     * {@return the same rules with another safety margin}
     *
     * @param newMarkersKept a number of segments
     */
    public ReconcileRules withMarkersKept(int newMarkersKept) {
        return new ReconcileRules(
                depth, unattested, partials, backupHistories, newMarkersKept, withdrawalsPerPass, batchSize);
    }

    /**
     * {@return what happens to {@code file}; segments and timeline histories are always required}
     *
     * @param file a WAL file
     */
    FileTreatment treatmentOf(WalFileName file) {
        if (file instanceof PartialSegmentName) {
            return partials;
        }
        return file instanceof BackupHistoryName ? backupHistories : FileTreatment.REQUIRED;
    }
}
