package org.walsafe.host;

/**
 * What came of publishing a file.
 *
 * @since 0.1.0
 */
public enum PublishOutcome {
    /** The file is there under its final name, whole and durable. */
    PUBLISHED,
    /** Something else had the name already ({@link PublishMode#IF_ABSENT}); it was not touched. */
    NAME_TAKEN
}
