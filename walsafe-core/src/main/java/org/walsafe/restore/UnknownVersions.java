package org.walsafe.restore;

/**
 * What to do with a segment of a PostgreSQL version that this library does not know, so that it cannot tell whether it is the
 * right one, or WAL at all.
 *
 * @since 0.1.0
 */
public enum UnknownVersions {
    /** It counts as corrupt. */
    REFUSED,
    /** It is delivered when it has the length of a segment of the cluster. */
    ACCEPTED
}
