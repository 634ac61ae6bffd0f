package org.walsafe.archive;

/**
 * What becomes of the markers of segments that PostgreSQL recycled long ago.
 *
 * @since 0.1.0
 */
public enum OldMarkers {
    /** They stay, for the reconciler to remove. */
    KEPT("kept"),
    /** The gate removes them as {@link MarkerCleanup} does: for where no reconciler runs. */
    REMOVED("removed");

    private final String word;

    OldMarkers(String word) {
        this.word = word;
    }

    /** The word in the script. */
    String word() {
        return word;
    }
}
