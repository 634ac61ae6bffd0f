package org.walsafe.reconcile;

/**
 * Whether a file that is seen in an archive would outlive a crash of the archive's machine.
 *
 * @since 0.1.0
 */
public enum ArchiveDurability {
    /**
     * Not before somebody has flushed it: {@code sync} is run on the archive's host for each batch of files to be confirmed.
     * Barman gives a file its final name, deletes the original and only then flushes; {@code cp} flushes nothing.
     */
    FLUSHED_BY_US,
    /** It would: whoever puts files there flushes them first. For archives where no command can be run. */
    FLUSHED_BY_ARCHIVER
}
