package org.walsafe.reconcile;

import org.walsafe.wal.Sha256;

/**
 * A file's content in brief.
 *
 * @param size its length in bytes, uncompressed
 * @param sha256 its digest, uncompressed
 * @since 0.1.0
 */
public record ContentDigest(long size, Sha256 sha256) {

    /** For messages: {@code 16777216 bytes with SHA-256 9f86…}. */
    @Override
    public String toString() {
        return size + " bytes with SHA-256 " + sha256;
    }
}
