package org.walsafe.error;

/**
 * Shows text of unknown origin (a file name, a line of a file) in a message without letting it forge log lines, drive a
 * terminal or fill the screen.
 *
 * <p>Thread-safe: no state. Never blocks.
 *
 * @since 0.1.0
 */
public final class PrintableText {

    /** More characters than this are cut off, and the message says how many there were. */
    private static final int LIMIT = 80;

    private PrintableText() {}

    /**
     * Puts the text between double quotes, as plain ASCII on one line. Control characters, quotes, backslashes and
     * everything outside ASCII appear as escapes of the Java language; what is longer than 80 characters is cut and its
     * length stated.
     *
     * @param text anything at all
     * @return for example {@code "abc\n"}, or {@code "aaa..." (300 characters)}
     */
    public static String quoted(CharSequence text) {
        int shown = Math.min(text.length(), LIMIT);
        StringBuilder out = new StringBuilder(shown + 32).append('"');
        for (int i = 0; i < shown; i++) {
            append(out, text.charAt(i));
        }
        if (shown == text.length()) {
            return out.append('"').toString();
        }
        return out.append("...\" (")
                .append(text.length())
                .append(" characters)")
                .toString();
    }

    /**
     * Puts the text on one line, as it stands but for what could forge a line, drive a terminal, or is no text: control and
     * formatting characters, and halves of characters, appear as escapes of the Java language.
     *
     * @param text anything at all
     * @return for example {@code café} or {@code caf\udce9}
     */
    public static String onOneLine(String text) {
        return escaped(text, "");
    }

    /**
     * Puts a text of several lines as {@link #onOneLine} puts each; line feeds and tabs stay.
     *
     * @param text anything at all
     * @return as many lines, which drive no terminal
     */
    public static String lines(String text) {
        return escaped(text, "\n\t");
    }

    private static String escaped(String text, String kept) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> {
                    if (kept.indexOf(point) >= 0) {
                        out.appendCodePoint(point);
                    } else {
                        Character.toString(point).chars().forEach(c -> append(out, (char) c));
                    }
                }
                default -> out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '"', '\\' -> out.append('\\').append(c);
            default -> {
                if (c >= ' ' && c <= '~') {
                    out.append(c);
                } else {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append(Character.forDigit((c >>> shift) & 0xF, 16));
                    }
                }
            }
        }
    }
}
