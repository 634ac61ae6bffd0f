package org.walsafe.examples.readme;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced code block of a Markdown file.
 *
 * @param language what follows the opening fence, such as {@code java}; empty where nothing does
 * @param content the lines between the fences
 */
record FencedBlock(String language, String content) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    static List<FencedBlock> of(String markdown) {
        return FENCED.matcher(markdown)
                .results()
                .map(fenced -> new FencedBlock(fenced.group(1), fenced.group(2)))
                .toList();
    }

    /** The content without what differs when it is indented elsewhere. */
    String unindented() {
        return unindented(content);
    }

    static String unindented(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce("", (above, line) -> above + line + "\n");
    }
}
