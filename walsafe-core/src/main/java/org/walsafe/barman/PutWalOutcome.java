package org.walsafe.barman;

/**
 * What came of sending a file with {@code barman put-wal}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface PutWalOutcome {

    /** Barman has it in its incoming directory, durably. It is not archived yet. */
    record Sent() implements PutWalOutcome {}

    /** Barman had the very same file already. */
    record AlreadyThere() implements PutWalOutcome {}

    /**
     * Barman did not take it.
     *
     * @param reason what Barman said, on one line
     */
    record Refused(String reason) implements PutWalOutcome {}
}
