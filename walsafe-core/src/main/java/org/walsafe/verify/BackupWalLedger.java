package org.walsafe.verify;

import java.util.Optional;

/**
 * What a ledger remembers of the WAL that a backup needs. A segment that was found whole in the archive is good for every backup;
 * but one that goes as far as this backup needs may not be good for the archive, so what is recorded is recorded for the backup
 * only. Thread-safe.
 */
final class BackupWalLedger implements VerificationLedger {

    private final VerificationLedger ledger;
    private final String prefix;
    private final Optional<WalWithOwn> own;

    BackupWalLedger(VerificationLedger ledger, String backup, Optional<WalWithOwn> own) {
        this.ledger = ledger;
        this.prefix = backup + " with WAL ";
        this.own = own;
    }

    @Override
    public Optional<String> known(String file, StoredFile stored, VerificationLevel level) {
        if (isOwn(file)) {
            return Optional.empty();
        }
        return ledger.known(prefix + file, stored, level).or(() -> ledger.known(file, stored, segmentLevel(level)));
    }

    @Override
    public void record(String file, StoredFile stored, VerificationLevel level, String content) {
        if (!isOwn(file)) {
            ledger.record(prefix + file, stored, level, content);
        }
    }

    /** WAL has no closer level than its records. */
    private static VerificationLevel segmentLevel(VerificationLevel level) {
        return level == VerificationLevel.FILES ? VerificationLevel.RECORDS : level;
    }

    private boolean isOwn(String file) {
        return own.filter(both -> both.isOwn(file)).isPresent();
    }
}
