package org.walsafe.host;

/**
 * What came of publishing a file.
 *
 * @since 0.1.0
 */
public enum PublishOutcome {
    /** The file is there under its final name, whole and durable. */
    PUBLISHED,
    /** Something had the name already ({@link PublishMode#IF_ABSENT}); it was not touched, and its name is durable. */
    NAME_TAKEN
}
