package org.walsafe.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.SystemIdentifier;

/**
 * What the verification of a base backup found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param backup which backup
 * @param level how closely it was looked at
 * @param target how far it was to be rolled forward
 * @param began when the verification began
 * @param took how long it took
 * @param systemIdentifier the cluster, where anything says which
 * @param files how many files were compared with the manifest, or looked at
 * @param known how many files, WAL included, were not read because the ledger knows them as good
 * @param bytesRead how many stored bytes were read, WAL included
 * @param pages how many data pages with checksums were looked at
 * @param records how many WAL records were found whole
 * @param reach how far the archive's WAL rolls it forward; empty where no archive was given, or the backup does not say what
 *     it needs
 * @param findings what is wrong, or worth knowing
 * @since 0.1.0
 */
public record BackupReport(
        String backup,
        VerificationLevel level,
        BackupTarget target,
        Instant began,
        Duration took,
        Optional<SystemIdentifier> systemIdentifier,
        long files,
        long known,
        long bytesRead,
        long pages,
        long records,
        Optional<BackupReach> reach,
        Findings findings) {

    /** {@return the answer} */
    public Verdict verdict() {
        return findings.verdict();
    }
}
