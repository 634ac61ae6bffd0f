package org.walsafe.reconcile;

/**
 * What to do about an unattested marker, such as {@code touch} makes, of a file that PostgreSQL waits for and the archive
 * holds.
 *
 * @since 0.1.0
 */
public enum UnattestedMarkers {
    /** Leave it: whether it is enough is for the gate's policy to say. */
    KEEP,
    /** Put a confirmation with evidence in its place. For an instant there is none, and the gate may answer "pending". */
    UPGRADE
}
