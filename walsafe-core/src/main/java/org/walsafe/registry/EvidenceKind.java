package org.walsafe.registry;

/**
 * How it was established that a WAL file is safe, from weak to strong.
 *
 * @since 0.1.0
 */
public enum EvidenceKind {
    /** A receiver holds the whole file durably. */
    RECEIVED("received"),
    /** The archive holds the file in its final place. */
    ARCHIVED("archived"),
    /** What the archive holds was compared with the primary's own file by SHA-256. */
    IDENTICAL("identical");

    private final String word;

    EvidenceKind(String word) {
        this.word = word;
    }

    /** The word in a marker. */
    public String word() {
        return word;
    }

    /** Whether this kind says at least as much as {@code other}. */
    public boolean isAtLeast(EvidenceKind other) {
        return compareTo(other) >= 0;
    }
}
