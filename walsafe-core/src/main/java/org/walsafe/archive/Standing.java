package org.walsafe.archive;

import org.walsafe.registry.Confirmation;

/**
 * What the registry's answer is worth for the file that is offered, after everything that can be compared was.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface Standing {

    /**
     * Confirmed, and nothing in the evidence contradicts the offered file.
     *
     * @param confirmation the confirmation
     */
    record Confirmed(Confirmation confirmation) implements Standing {}

    /** The registry has no confirmation. */
    record NotConfirmed() implements Standing {}

    /**
     * Something is in the confirmation's place that does not confirm this file: an invalid marker, or one of another
     * cluster or of other content.
     *
     * @param reason what is wrong with it, as a sentence without its full stop
     */
    record Rejected(String reason) implements Standing {}

    /**
     * Nobody could look, or compare; never to be taken for {@link NotConfirmed}.
     *
     * @param reason what failed, as a sentence without its full stop
     */
    record Undecided(String reason) implements Standing {}
}
