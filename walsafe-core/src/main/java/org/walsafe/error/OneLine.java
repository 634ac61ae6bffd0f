package org.walsafe.error;

/** Shows any text on one line: a hostile file name must not forge a second line of a log. */
final class OneLine {

    private OneLine() {}

    static String of(String text) {
        if (text.codePoints().noneMatch(OneLine::breaksTheLine)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (breaksTheLine(c)) {
                line.append(String.format("\\u%04x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    private static boolean breaksTheLine(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.FORMAT -> true;
            default -> false;
        };
    }
}
