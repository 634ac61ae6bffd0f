package org.walsafe.barman;

/**
 * What came of asking Barman for a WAL file.
 *
 * @since 0.1.0
 */
public enum WalSending {
    /** Barman sent it. */
    SENT,
    /** Barman looked, and does not have it. */
    NOT_FOUND
}
