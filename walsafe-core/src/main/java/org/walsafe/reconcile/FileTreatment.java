package org.walsafe.reconcile;

/**
 * What reconciling does about a kind of WAL file that PostgreSQL waits for.
 *
 * @since 0.1.0
 */
public enum FileTreatment {
    /** Confirm it when the archive holds it, and report it missing when not. */
    REQUIRED,
    /** Confirm it when the archive holds it; the gate does without, so nobody misses it. */
    WELCOME,
    /** Leave it to the gate: neither confirm nor report it. */
    LEFT_ALONE
}
