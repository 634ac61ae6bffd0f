package org.walsafe.archive;

import org.walsafe.wal.Sha256;

/**
 * The SHA-256 of an offered file, found when it is first asked for: reading 16 MiB is most of the work of a decision, and
 * most decisions need no digest.
 *
 * <p>The same answer every time, because an offered file does not change; so rules that ask stay pure. Thread-safe; the
 * first call may block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface OfferedDigest {

    /** {@return the digest, or why there is none} */
    Reading read();

    /**
     * {@return a digest that is known already, for tests of policies}
     *
     * @param sha256 the digest
     */
    static OfferedDigest of(Sha256 sha256) {
        Reading known = new Reading.Digest(sha256);
        return () -> known;
    }

    /** What came of reading the file. */
    sealed interface Reading {

        /**
         * The file was read to its end.
         *
         * @param sha256 the digest of its content
         */
        record Digest(Sha256 sha256) implements Reading {}

        /**
         * The file could not be read.
         *
         * @param reason what failed, as a sentence without its full stop
         */
        record Unreadable(String reason) implements Reading {}
    }
}
