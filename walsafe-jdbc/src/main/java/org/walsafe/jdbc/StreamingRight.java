package org.walsafe.jdbc;

/**
 * Whether a role may stream WAL.
 *
 * @since 0.1.0
 */
public enum StreamingRight {
    /** It has {@code REPLICATION}, or is a superuser. */
    GRANTED,
    /** It has not. */
    MISSING,
    /** The server has no such role. */
    NO_SUCH_ROLE
}
