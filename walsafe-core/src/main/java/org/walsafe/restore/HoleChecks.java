package org.walsafe.restore;

/**
 * Whether a file that every source lacks may be called missing.
 *
 * @since 0.1.0
 */
public enum HoleChecks {
    /** Sources are asked for later files, and where there is one, the file is missing: {@link RestoreOutcome.Hole}. */
    ALWAYS,
    /** A file that every source lacks is absent: for an archive whose hole is known, to recover up to it. */
    NONE
}
