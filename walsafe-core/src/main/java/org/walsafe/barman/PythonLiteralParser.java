package org.walsafe.barman;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads Python's {@code repr()} of texts, numbers, lists and tuples (Python 2.7 and 3, Lexical analysis: string literals).
 */
final class PythonLiteralParser {

    private static final int DEEPEST = 16;

    private final String text;
    private int next;

    PythonLiteralParser(String text) {
        this.text = text;
    }

    PythonLiteral parse() {
        PythonLiteral literal = value(0);
        skipBlanks();
        if (next < text.length()) {
            throw wrong("it goes on after its end");
        }
        return literal;
    }

    private PythonLiteral value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("it is nested too deep");
        }
        skipBlanks();
        char first = peek();
        if (first == '[') {
            return sequence(']', depth);
        }
        if (first == '(') {
            return sequence(')', depth);
        }
        if (first == '\'' || first == '"') {
            return string();
        }
        if (first == 'u' && next + 1 < text.length() && "'\"".indexOf(text.charAt(next + 1)) >= 0) {
            next++;
            return string();
        }
        return word();
    }

    private PythonLiteral.Sequence sequence(char closing, int depth) {
        next++;
        List<PythonLiteral> items = new ArrayList<>();
        skipBlanks();
        while (peek() != closing) {
            items.add(value(depth + 1));
            skipBlanks();
            if (peek() == ',') {
                next++;
                skipBlanks();
            } else if (peek() != closing) {
                throw wrong("a comma is missing");
            }
        }
        next++;
        return new PythonLiteral.Sequence(List.copyOf(items));
    }

    private PythonLiteral word() {
        int start = next;
        while (next < text.length()
                && (Character.isLetterOrDigit(text.charAt(next)) || "+-._".indexOf(text.charAt(next)) >= 0)) {
            next++;
        }
        String written = text.substring(start, next);
        if (written.isEmpty()) {
            throw wrong("a value is missing");
        }
        return written.equals("None") ? new PythonLiteral.None() : new PythonLiteral.Word(written);
    }

    private PythonLiteral.Text string() {
        char quote = text.charAt(next++);
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            char c = text.charAt(next++);
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
        }
        next++;
        return new PythonLiteral.Text(value.toString());
    }

    private void escape(StringBuilder value) {
        char c = peek();
        next++;
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case '\\', '\'', '"' -> value.append(c);
            case 'x' -> value.appendCodePoint(hexadecimal(2));
            case 'u' -> value.appendCodePoint(hexadecimal(4));
            case 'U' -> value.appendCodePoint(hexadecimal(8));
            default -> throw wrong("an escape is unknown");
        }
    }

    private int hexadecimal(int digits) {
        if (next + digits > text.length()) {
            throw wrong("it ends inside an escape");
        }
        int value = Integer.parseUnsignedInt(text.substring(next, next + digits), 16);
        if (!Character.isValidCodePoint(value)) {
            throw wrong("an escape stands for no character");
        }
        next += digits;
        return value;
    }

    private char peek() {
        if (next >= text.length()) {
            throw wrong("it ends too early");
        }
        return text.charAt(next);
    }

    private void skipBlanks() {
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
    }

    private IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException(reason + ", at character " + next);
    }
}
