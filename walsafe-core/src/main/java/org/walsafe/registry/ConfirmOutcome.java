package org.walsafe.registry;

/**
 * What came of confirming a WAL file.
 *
 * @since 0.1.0
 */
public sealed interface ConfirmOutcome {

    /** The confirmation is recorded, durably. */
    record Recorded() implements ConfirmOutcome {}

    /**
     * A confirmation that agrees was there already and stays.
     *
     * @param existing the confirmation that is there
     */
    record AlreadyRecorded(Confirmation existing) implements ConfirmOutcome {}

    /**
     * What is there contradicts, or is no valid marker; it stays.
     *
     * @param existing what is there: {@link Lookup.Confirmed} or {@link Lookup.Invalid}
     * @param reason what contradicts, naming the file and the place
     */
    record Conflict(Lookup existing, String reason) implements ConfirmOutcome {}
}
