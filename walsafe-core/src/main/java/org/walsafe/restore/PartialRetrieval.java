package org.walsafe.restore;

/**
 * Whether a partial segment may stand in for the whole one ({@code --partial} of {@code barman get-wal}).
 *
 * @since 0.1.0
 */
public enum PartialRetrieval {
    /** Whole segments only. */
    EXCLUDED,
    /** For want of the whole segment, the partial one: recovery goes to the end of what it holds. */
    INCLUDED
}
