package org.walsafe.verify.report;

/** Text within HTML. */
final class Html {

    private Html() {}

    /** The text, so that no character of it is markup, within elements and quoted attributes. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(isHidden(c) ? '?' : c);
            }
        }
        return escaped.toString();
    }

    /** Control characters, and what turns the direction of writing. */
    private static boolean isHidden(char c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
    }
}
