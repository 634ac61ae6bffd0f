package org.walsafe.clone.copy;

/**
 * What becomes of files that are in the target already.
 *
 * @since 0.1.0
 */
public enum ExistingData {
    /** They are not touched: publishing into a directory that is not empty is refused. */
    REFUSE,
    /**
     * The copy takes their place. What is the same in both is not fetched again; all of it stays until the copy is complete,
     * and goes when the copy is in its place.
     */
    REPLACE
}
