package org.walsafe.jdbc;

/**
 * How a base backup can be taken of a server.
 *
 * @since 0.1.0
 */
public enum BackupWay {
    /** One at a time, with {@code backup_label} in the data directory: up to 14. */
    EXCLUSIVE,
    /** Concurrently, through the extension pgespresso in the inspected database: 9.2 to 9.5. */
    PGESPRESSO,
    /** Concurrently, through the server's own functions: 9.6 and newer. */
    CONCURRENT,
    /** Over a replication connection, as {@code pg_basebackup} does. */
    BASE_BACKUP
}
