package org.walsafe.registry;

/**
 * What a marker says of its WAL file.
 *
 * @since 0.1.0
 */
public enum MarkerKind {
    /** The file is safe in the archive. */
    CONFIRMATION(".done"),
    /** PostgreSQL was allowed to recycle the file unconfirmed: a hole that verification reports. */
    HOLE(".hole");

    private final String suffix;

    MarkerKind(String suffix) {
        this.suffix = suffix;
    }

    /** How the names of such marker files end. */
    public String suffix() {
        return suffix;
    }
}
