package org.walsafe.registry;

/**
 * What a registry knows of one WAL file. Only {@link Confirmed} confirms.
 *
 * @since 0.1.0
 */
public sealed interface Lookup {

    /**
     * A valid confirmation is there.
     *
     * @param confirmation the confirmation
     */
    record Confirmed(Confirmation confirmation) implements Lookup {}

    /** The registry looked: there is no confirmation. */
    record NotConfirmed() implements Lookup {}

    /**
     * Something is there that confirms nothing: a torn, oversized, foreign or unknown marker.
     *
     * @param reason what is wrong with it, naming the marker and its place
     */
    record Invalid(String reason) implements Lookup {}

    /**
     * Nobody could look; never to be read as {@link NotConfirmed}.
     *
     * @param reason what failed, naming the place
     */
    record Unknown(String reason) implements Lookup {}
}
