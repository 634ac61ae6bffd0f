package org.walsafe.clone.copy;

/**
 * By what the content of a copied file is known to be right.
 *
 * @since 0.1.0
 */
public enum VerifiedBy {
    /** The checksum in {@code backup_manifest}, which PostgreSQL or Barman made at the time of the backup. */
    MANIFEST,
    /** A SHA-256 that the source's machine computed from its own file, or from the tar file that holds it. */
    SOURCE_HASH,
    /** A second reading of the source's file, where its machine offers no {@code sha256sum}. */
    SECOND_READING
}
