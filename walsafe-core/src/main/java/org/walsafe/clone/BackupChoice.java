package org.walsafe.clone;

import org.walsafe.barman.BackupId;

/**
 * Which of Barman's backups to clone from.
 *
 * @since 0.1.0
 */
public sealed interface BackupChoice {

    /** The newest that is complete: {@code DONE}, or {@code WAITING_FOR_WALS} when its WAL has arrived meanwhile. */
    record Latest() implements BackupChoice {
        @Override
        public String toString() {
            return "latest";
        }
    }

    /**
     * A certain one.
     *
     * @param id which
     */
    record Exactly(BackupId id) implements BackupChoice {
        @Override
        public String toString() {
            return id.text();
        }
    }

    /**
     * Reads a choice.
     *
     * @param text {@code latest}, or a backup's identifier
     * @return the choice
     * @throws IllegalArgumentException when it is neither
     */
    static BackupChoice parse(String text) {
        return text.equals("latest") ? new Latest() : new Exactly(new BackupId(text));
    }
}
