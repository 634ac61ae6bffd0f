package org.walsafe.clone;

import org.walsafe.error.WalSafeException;

/**
 * What came of a clone.
 *
 * @since 0.1.0
 */
public sealed interface CloneOutcome {

    /**
     * The standby is in its place, and not started.
     *
     * @param report what was done
     */
    record Cloned(CloneReport report) implements CloneOutcome {}

    /**
     * A check stood against it. Nothing was touched.
     *
     * @param plan what was found
     */
    record Refused(ClonePlan plan) implements CloneOutcome {}

    /**
     * It began, and did not come to its end. The target is as it was; what was copied waits for the next attempt in a staging
     * directory.
     *
     * @param kind what kind of failure
     * @param failure what happened, with advice
     */
    record Failed(Kind kind, WalSafeException failure) implements CloneOutcome {}

    /** Kinds of failure. */
    enum Kind {
        /** The backup, or the WAL that it needs, is not as it was taken, or went away meanwhile. */
        DAMAGED_BACKUP,
        /** The target may not take the copy: somebody began to use it meanwhile. */
        TARGET_TAKEN,
        /** Somebody could not be reached, or something not be written; the same clone may succeed later. */
        INTERRUPTED
    }
}
