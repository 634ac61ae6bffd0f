package org.walsafe.reconcile;

import org.walsafe.error.WalSafeException;
import org.walsafe.wal.SystemIdentifier;

/**
 * The archive is another cluster's, so nothing it holds says anything about what PostgreSQL waits for. Nothing was confirmed
 * and nothing withdrawn.
 *
 * @since 0.1.0
 */
public final class ForeignArchiveException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    private ForeignArchiveException(String message) {
        super(
                message,
                "Reconcile with the archive of this cluster. A new cluster, after initdb or pg_upgrade, needs an archive"
                        + " and a registry of its own.");
    }

    static ForeignArchiveException declared(
            WalArchive archive, SystemIdentifier declared, String primary, SystemIdentifier expected) {
        return new ForeignArchiveException("the archive " + archive.location() + " is for cluster " + declared
                + ", but PostgreSQL at " + primary + " is cluster " + expected + ": nothing was reconciled");
    }

    static ForeignArchiveException shown(String primary, SystemIdentifier expected, String evidence) {
        return new ForeignArchiveException("the archive is not that of PostgreSQL at " + primary + ", which is cluster "
                + expected + ": nothing was reconciled; " + evidence);
    }
}
