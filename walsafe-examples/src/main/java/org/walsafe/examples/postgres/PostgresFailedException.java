package org.walsafe.examples.postgres;

import org.walsafe.error.WalSafeException;

/**
 * A PostgreSQL server, or one of its programs, did not do what it was asked.
 *
 * @since 0.1.0
 */
public final class PostgresFailedException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    PostgresFailedException(String message, String hint) {
        super(message, hint);
    }

    /** What a process failed to do, and the last it said. */
    PostgresFailedException(ClusterDirectory cluster, String what) {
        super(cluster.release() + " " + what + "; its log ends: " + cluster.endOfLog());
    }
}
