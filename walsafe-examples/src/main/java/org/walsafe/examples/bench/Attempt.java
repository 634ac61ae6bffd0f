package org.walsafe.examples.bench;

/**
 * What came of a contest.
 *
 * @since 0.1.0
 */
public sealed interface Attempt {

    /** {@return the contest's name, as {@code walsafe bench} takes it} */
    String contest();

    /**
     * It was run.
     *
     * @param contest its name
     * @param result what its sides came to
     */
    record Run(String contest, ContestResult result) implements Attempt {}

    /**
     * It could not be prepared, or one of its sides failed.
     *
     * @param contest its name
     * @param reason why, as a clause
     */
    record Failed(String contest, String reason) implements Attempt {}
}
