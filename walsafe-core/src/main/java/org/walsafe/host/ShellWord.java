package org.walsafe.host;

import java.util.List;

/**
 * Quotes words for a POSIX shell: the one place where that is done.
 *
 * <p>Thread-safe; does not block.
 *
 * @since 0.1.0
 */
public final class ShellWord {

    private static final String PLAIN = "%+,-./:=@_";

    private ShellWord() {}

    /**
     * {@code word} so that {@code sh} reads it as exactly that one word (POSIX.1-2017, Shell 2.2.2: single quotes).
     *
     * @throws IllegalArgumentException when {@code word} holds a NUL character, which no shell can take
     */
    public static String quote(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word cannot hold a NUL character");
        }
        if (isPlain(word)) {
            return word;
        }
        return '\'' + word.replace("'", "'\\''") + '\'';
    }

    /** The words, each quoted, with a blank between them. */
    public static String commandLine(List<String> words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(quote(word));
        }
        return line.toString();
    }

    private static boolean isPlain(String word) {
        if (word.isEmpty()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (PLAIN.indexOf(c) < 0 || (i == 0 && (c == '=' || c == '%')))) {
                return false;
            }
        }
        return true;
    }
}
