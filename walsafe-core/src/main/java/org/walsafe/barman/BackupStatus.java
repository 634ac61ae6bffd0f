package org.walsafe.barman;

/**
 * How far a base backup has come, in Barman's own words.
 *
 * @since 0.1.0
 */
public enum BackupStatus {
    /** Nothing was copied. */
    EMPTY,
    /** It is being taken, or was when Barman died. */
    STARTED,
    /** Copied; WAL that it needs has not been archived yet. */
    WAITING_FOR_WALS,
    /** Copied, and the archive has had the WAL that it needs. */
    DONE,
    /** It is being copied from another Barman. */
    SYNCING,
    /** It failed, for good. */
    FAILED
}
