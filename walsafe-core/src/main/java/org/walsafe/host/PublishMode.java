package org.walsafe.host;

/**
 * What publishing a file does when the name is taken.
 *
 * @since 0.1.0
 */
public enum PublishMode {
    /** The existing file stays untouched, whoever wins a race; the outcome says so. */
    IF_ABSENT,
    /** The new file takes the old one's place in one step. */
    REPLACE
}
