package org.walsafe.barman;

import org.walsafe.error.PrintableText;

/**
 * The identifier of a base backup: when Barman began it, {@code YYYYMMDDTHHMMSS} by its own clock.
 *
 * <p>Immutable and thread-safe. Ordered from old to new.
 *
 * @param text eight digits, {@code T}, six digits
 * @since 0.1.0
 */
public record BackupId(String text) implements Comparable<BackupId> {

    private static final int LENGTH = 15;
    private static final int SEPARATOR = 8;

    /**
     * Checks the form; whether it is a date that there was, nobody asks.
     *
     * @throws IllegalArgumentException when {@code text} has another form
     */
    public BackupId {
        if (!isBackupId(text)) {
            throw new IllegalArgumentException(PrintableText.quoted(text) + " is not the identifier of a backup");
        }
    }

    /**
     * Whether {@code text} has the form.
     *
     * @param text any text
     * @return whether it can be made a {@code BackupId}
     */
    public static boolean isBackupId(String text) {
        if (text.length() != LENGTH || text.charAt(SEPARATOR) != 'T') {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (i != SEPARATOR && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(BackupId other) {
        return text.compareTo(other.text);
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
