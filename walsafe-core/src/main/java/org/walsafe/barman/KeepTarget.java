package org.walsafe.barman;

/**
 * What Barman was told to keep of a backup for ever ({@code barman keep}, 2.13).
 *
 * @since 0.1.0
 */
public enum KeepTarget {
    /** The backup and all WAL since. */
    FULL,
    /** The backup and the WAL that it needs to be consistent. */
    STANDALONE
}
