package org.walsafe.clone;

import java.util.Locale;

/**
 * What is looked at before a clone begins. The word of each, {@link #word()}, is stable: programs may rely on it.
 *
 * @since 0.1.0
 */
public enum CloneCheck {
    /** Who runs the clone: PostgreSQL's server does not run as root. */
    USER,
    /** Whether the data directory can take the copy: empty or to be replaced, with no server in it. */
    DATA_DIRECTORY,
    /** Whether Barman's host answers, and knows the server. */
    BARMAN,
    /** Whether there is a complete backup, of a form that can be copied. */
    BACKUP,
    /** Whether the backup's files that every data directory has are there, and of this cluster. */
    BACKUP_FILES,
    /** Whether every tablespace has a directory that can take it. */
    TABLESPACES,
    /** Whether the archive has the WAL that the backup needs, and how far it goes. */
    WAL,
    /** Whether everything fits. */
    SPACE,
    /** Whether the upstream server is of the same cluster and version, and lets standbys stream. */
    UPSTREAM,
    /** Whether the replication slot can be used, or created. */
    SLOT,
    /** Whether the local PostgreSQL is of the backup's version. */
    BINARIES,
    /** Whether {@code restore_command} fetches a segment that the backup needs. */
    RESTORE_COMMAND,
    /** What will stand in the recovery configuration. */
    RECOVERY_CONFIGURATION;

    /** {@return the word for machines: lower case, with underscores} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
