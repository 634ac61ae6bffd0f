package org.walsafe.verify;

/**
 * How closely to look. Each level includes those before it.
 *
 * @since 0.1.0
 */
public enum VerificationLevel {
    /** Which files there are, and what the timeline histories say: nothing else is opened. */
    NAMES,
    /** Also how each WAL file begins: whether it is the segment that its name says. */
    HEADERS,
    /** Also every page and record of every WAL file. */
    RECORDS,
    /** Also every file of a base backup. */
    FILES;

    /**
     * {@return whether looking this closely includes looking as closely as {@code other}}
     *
     * @param other another level
     */
    public boolean includes(VerificationLevel other) {
        return compareTo(other) >= 0;
    }
}
