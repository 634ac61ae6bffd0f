package org.walsafe.clone.copy;

import java.util.Arrays;
import org.walsafe.verify.manifest.ManifestFile;

/**
 * What a copied file must hold.
 *
 * @param content its size and its checksum
 * @param by who says so
 */
record Expectation(ManifestFile content, VerifiedBy by) {

    /** Whether so many bytes with this checksum are the right ones. */
    boolean isMetBy(long size, byte[] checksum) {
        return size == content.size() && Arrays.equals(checksum, content.checksum());
    }
}
