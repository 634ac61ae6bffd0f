package org.walsafe.barman;

import java.util.Locale;

/**
 * Which files of a base backup {@code barman list-files} lists.
 *
 * @since 0.1.0
 */
public enum FileTarget {
    /** The copy of the data directory and the tablespaces. */
    DATA,
    /** These, and the WAL without which they are of no use. */
    STANDALONE,
    /** The WAL from the backup to the end of the next one. */
    WAL,
    /** The copy, and the WAL to the end of the next one. */
    FULL;

    /** Barman's word for it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
