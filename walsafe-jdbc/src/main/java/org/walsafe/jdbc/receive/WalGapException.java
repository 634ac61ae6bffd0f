package org.walsafe.jdbc.receive;

import java.sql.SQLException;
import org.walsafe.error.WalSafeException;

/**
 * The server no longer has WAL that comes next: what is received from now on would not continue what was received so far. No
 * later attempt can succeed.
 *
 * @since 0.1.0
 */
public final class WalGapException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    WalGapException(ReplicationSource source, WalPosition wanted, SQLException cause) {
        super(
                "gap: " + source + " no longer has the WAL from " + wanted + " on: " + cause.getMessage(),
                "Bring the missing segments from another archive, or take a new base backup and receive into an empty"
                        + " directory. To prevent it: a replication slot (9.4 and newer), or a larger wal_keep_size"
                        + " (wal_keep_segments before 13) and an archive_command.",
                cause);
    }
}
