package org.walsafe.wal;

/**
 * Why the reading of records cannot go on.
 *
 * @param fault what stands where the next record or page should
 * @param meaning what that can mean
 */
record Stop(WalFault fault, Meaning meaning) {

    /** What the place by itself tells. The pages that follow tell more. */
    enum Meaning {
        /** Nothing was written here any more. */
        BLANK,
        /** Damage, or the remains of an older file after the end: that cannot be told here. */
        UNCLEAR,
        /** Damage, because what belongs here goes on behind it. */
        DAMAGE
    }
}
