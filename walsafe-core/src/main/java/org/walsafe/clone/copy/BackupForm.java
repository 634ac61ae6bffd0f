package org.walsafe.clone.copy;

/**
 * How a catalogue keeps the files of a base backup.
 *
 * @since 0.1.0
 */
public enum BackupForm {
    /** As files in directories: {@code data} and one directory for each tablespace. */
    PLAIN,
    /** As tar files, perhaps compressed: {@code base.tar.gz} for example, and one for each tablespace (Barman 3.0). */
    TAR
}
