package org.walsafe.examples.bench;

import java.util.Locale;

/** An SVG drawing that grows; numbers are in its own units, texts are escaped. Not thread-safe. */
final class Svg {

    private final StringBuilder content = new StringBuilder();

    /** Some text, which begins, ends or is centred at {@code x} as its class says. */
    Svg text(String styleClass, double x, double y, String words) {
        content.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", styleClass, x, y, escaped(words)));
        return this;
    }

    /** A filled rectangle with slightly round corners. */
    Svg bar(String styleClass, double x, double y, double width, double height) {
        content.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>\n",
                styleClass,
                x,
                y,
                width,
                height));
        return this;
    }

    /** A vertical line. */
    Svg vertical(String styleClass, double x, double top, double bottom) {
        content.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                styleClass,
                x,
                top,
                x,
                bottom));
        return this;
    }

    /** The whole document, on a white ground, with its style sheet and a title for those who cannot see it. */
    String document(double width, double height, String title, String style) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                                + " height=\"%.0f\" role=\"img\">\n",
                        width,
                        height,
                        width,
                        height)
                + "<title>" + escaped(title) + "</title>\n<style>\n" + style + "</style>\n"
                + String.format(Locale.ROOT, "<rect class=\"ground\" width=\"%.0f\" height=\"%.0f\"/>\n", width, height)
                + content + "</svg>\n";
    }

    /** As XML may hold it: what XML 1.0 has no way to write becomes a question mark. */
    static String escaped(String words) {
        return words.replaceAll("[\\p{Cntrl}\\uD800-\\uDFFF\\uFFFE\\uFFFF]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
