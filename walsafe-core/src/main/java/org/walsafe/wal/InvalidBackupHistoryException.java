package org.walsafe.wal;

import org.walsafe.error.WalSafeException;

/**
 * The content of a backup history file or {@code backup_label} cannot be what PostgreSQL wrote. The message says why.
 *
 * @since 0.1.0
 */
public final class InvalidBackupHistoryException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidBackupHistoryException(String message) {
        super(
                message,
                "Do not restore with this file: without the right start, recovery gives a corrupt cluster."
                        + " Look for an intact copy in the archive or in the backup.");
    }
}
