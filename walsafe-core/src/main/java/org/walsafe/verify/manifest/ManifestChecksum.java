package org.walsafe.verify.manifest;

/**
 * Sums one file as a backup manifest does. For one thread.
 *
 * @since 0.1.0
 */
public interface ManifestChecksum {

    /**
     * Takes the next bytes.
     *
     * @param content holds them
     * @param offset where they begin
     * @param length how many there are
     */
    void update(byte[] content, int offset, int length);

    /** {@return the checksum as the manifest's hexadecimal digits show it; the engine is not used again} */
    byte[] finish();
}
