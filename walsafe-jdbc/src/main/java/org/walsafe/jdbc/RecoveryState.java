package org.walsafe.jdbc;

/**
 * Whether a server takes writes.
 *
 * @since 0.1.0
 */
public enum RecoveryState {
    /** It takes writes. */
    PRIMARY,
    /** It replays WAL: a standby, or a server being restored. */
    IN_RECOVERY
}
