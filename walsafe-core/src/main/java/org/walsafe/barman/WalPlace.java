package org.walsafe.barman;

/**
 * The places where Barman may have a WAL file, in the order in which {@code barman get-wal} looks.
 *
 * @since 0.1.0
 */
public enum WalPlace {
    /** In the archive, whole and durable. */
    ARCHIVED,
    /** Received by {@code archive_command} or {@code put-wal}, not archived yet. */
    INCOMING,
    /** Received by {@code pg_receivewal}, not archived yet; it may be replaced by another file of the same name. */
    STREAMING
}
