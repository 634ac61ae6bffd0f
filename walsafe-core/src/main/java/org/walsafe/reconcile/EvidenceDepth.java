package org.walsafe.reconcile;

/**
 * How closely an archived file is looked at before it is confirmed, from quick to thorough.
 *
 * @since 0.1.0
 */
public enum EvidenceDepth {
    /**
     * The first page of a segment: it names the file and the cluster. The length is compared where the file is stored
     * uncompressed. Damage further on goes unnoticed.
     */
    HEADER,
    /** The whole file is read and decoded; the confirmation states its size and SHA-256. */
    CONTENT,
    /** As {@link #CONTENT}, and the SHA-256 is that of PostgreSQL's own file, read from PostgreSQL's machine. */
    IDENTICAL
}
