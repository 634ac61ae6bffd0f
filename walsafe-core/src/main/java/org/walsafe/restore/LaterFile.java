package org.walsafe.restore;

/**
 * Whether a {@link WalSource} holds something that was written after an absent file, so that the absent one is missing and not
 * merely not written yet.
 *
 * @since 0.1.0
 */
public sealed interface LaterFile {

    /**
     * There is one.
     *
     * @param name its name as it is stored
     */
    record Seen(String name) implements LaterFile {}

    /** The source looked, as far as it can, and saw none. */
    record NoneSeen() implements LaterFile {}

    /**
     * The source could not look.
     *
     * @param reason what failed and where, a clause on one line
     */
    record CouldNotLook(String reason) implements LaterFile {}
}
