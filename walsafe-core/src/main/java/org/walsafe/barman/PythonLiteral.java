package org.walsafe.barman;

import java.util.List;
import java.util.Optional;

/**
 * A Python literal, as Barman writes values into {@code backup.info}: only the kinds that stand there.
 */
sealed interface PythonLiteral {

    /** A text between quotes, its escapes resolved. */
    record Text(String value) implements PythonLiteral {}

    /** A number, or one of the words {@code True} and {@code False}, as it is written. */
    record Word(String written) implements PythonLiteral {}

    /** {@code None}. */
    record None() implements PythonLiteral {}

    /** A list or tuple. */
    record Sequence(List<PythonLiteral> items) implements PythonLiteral {}

    /**
     * Reads one literal.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    static PythonLiteral parse(String text) {
        return new PythonLiteralParser(text).parse();
    }

    /** The text of a text. */
    default Optional<String> text() {
        return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The items of a sequence; none of anything else. */
    default List<PythonLiteral> items() {
        return this instanceof Sequence sequence ? sequence.items : List.of();
    }
}
