package org.walsafe.jdbc;

import java.util.Optional;

/**
 * Something about a server that the role may or may not see. "I may not look" is never "it is not there".
 *
 * <p>Immutable and thread-safe as far as the value is. Never blocks.
 *
 * @param <T> what it is
 * @since 0.1.0
 */
public sealed interface Visible<T> {

    /**
     * It was seen.
     *
     * @param value what it is
     */
    record Seen<T>(T value) implements Visible<T> {}

    /**
     * The role may not see it, or nobody can over SQL.
     *
     * @param needs what it takes, as a clause to follow "needs"
     */
    record NotVisible<T>(String needs) implements Visible<T> {}

    /**
     * This server has no such thing.
     *
     * @param reason why, as a clause
     */
    record NotThere<T>(String reason) implements Visible<T> {}

    /** {@return the value, or empty where it was not seen} */
    default Optional<T> seen() {
        return this instanceof Seen<T> seen ? Optional.of(seen.value()) : Optional.empty();
    }

    /** {@return the value as text, or why there is none: {@code not visible, needs pg_monitor}} */
    default String describe() {
        if (this instanceof Seen<T> seen) {
            return String.valueOf(seen.value());
        }
        return this instanceof NotVisible<T> hidden
                ? "not visible, needs " + hidden.needs()
                : "none: " + ((NotThere<T>) this).reason();
    }
}
