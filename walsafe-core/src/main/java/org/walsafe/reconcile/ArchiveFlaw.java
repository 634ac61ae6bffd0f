package org.walsafe.reconcile;

/**
 * What makes an archived file unfit to be confirmed.
 *
 * @since 0.1.0
 */
public enum ArchiveFlaw {
    /** It has no content at all. */
    EMPTY,
    /** It is shorter than a segment of its cluster; it may be being written still. */
    TRUNCATED,
    /** It cannot be decoded: damaged, encrypted, too long, or the library for its codec is missing. */
    UNDECODABLE,
    /** It belongs to another cluster. */
    OTHER_CLUSTER,
    /** Its content is not what its name says. */
    MISNAMED,
    /** A version of PostgreSQL wrote it that WalSafe does not know. */
    UNKNOWN_VERSION
}
