package org.walsafe.verify;

import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/**
 * Remembers which files were found good, so that those that have not changed are not read again.
 *
 * <p>Implementations are thread-safe. {@link #record} may block.
 *
 * @since 0.1.0
 */
public interface VerificationLedger {

    /** Remembers nothing. */
    VerificationLedger NONE = new VerificationLedger() {
        @Override
        public boolean knows(WalFileName file, StoredFile stored, VerificationLevel level) {
            return false;
        }

        @Override
        public void record(WalFileName file, StoredFile stored, VerificationLevel level, Sha256 content) {}
    };

    /**
     * {@return whether a file was found good by an earlier verification, looked at so closely or closer, when its directory
     * entry was the same}
     *
     * @param file its name
     * @param stored its directory entry now
     * @param level how closely it is to be looked at
     */
    boolean knows(WalFileName file, StoredFile stored, VerificationLevel level);

    /**
     * Remembers that a file was found good.
     *
     * @param file its name
     * @param stored its directory entry before it was read
     * @param level how closely it was looked at
     * @param content which bytes it had as stored
     */
    void record(WalFileName file, StoredFile stored, VerificationLevel level, Sha256 content);
}
