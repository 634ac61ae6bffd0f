package org.walsafe.jdbc;

/**
 * PostgreSQL's setting {@code archive_mode}.
 *
 * @since 0.1.0
 */
public enum ArchiveMode {
    /** Nothing is archived, and no WAL file waits for an archive. */
    OFF,
    /** A primary archives; a standby does not. */
    ON,
    /** A standby archives too what it receives (9.5 and newer). */
    ALWAYS
}
