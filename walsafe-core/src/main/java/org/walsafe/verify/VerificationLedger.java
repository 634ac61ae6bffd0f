package org.walsafe.verify;

import java.util.Optional;

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
        public Optional<String> known(String file, StoredFile stored, VerificationLevel level) {
            return Optional.empty();
        }

        @Override
        public void record(String file, StoredFile stored, VerificationLevel level, String content) {}
    };

    /**
     * Looks up whether a file was found good by an earlier verification, looked at so closely or closer, when its directory
     * entry was the same.
     *
     * @param file its name, as it was recorded
     * @param stored its directory entry now
     * @param level how closely it is to be looked at
     * @return the sum of the content that it had then; empty where it is to be read
     */
    Optional<String> known(String file, StoredFile stored, VerificationLevel level);

    /**
     * Remembers that a file was found good.
     *
     * @param file its name: that of a WAL file, or a backup and a path within it
     * @param stored its directory entry before it was read
     * @param level how closely it was looked at
     * @param content the sum of what it had as stored: an algorithm, a colon, and hexadecimal digits
     */
    void record(String file, StoredFile stored, VerificationLevel level, String content);
}
