package org.walsafe.archive;

/**
 * What to make of the partial segment that a promotion leaves behind (9.5 and newer). An archive that only receives the
 * stream may never get it, and its content is repeated at the start of the new timeline's first segment.
 *
 * @since 0.1.0
 */
public enum PartialSegments {
    /** It goes without confirmation, with a notice. */
    ACCEPTED,
    /** It needs a confirmation of its own: one of the whole segment does not do. */
    CONFIRMATION_REQUIRED
}
