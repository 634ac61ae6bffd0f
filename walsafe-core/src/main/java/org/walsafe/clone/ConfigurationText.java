package org.walsafe.clone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A configuration file of PostgreSQL's as lines, in whatever encoding: a setting never goes beyond its line
 * ({@code guc-file.l}), and what is not changed stays as it was, byte for byte.
 *
 * @param lines the lines, each byte a character
 */
record ConfigurationText(List<String> lines) {

    ConfigurationText {
        lines = List.copyOf(lines);
    }

    static ConfigurationText of(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return new ConfigurationText(text.lines().toList());
    }

    /** The names of settings that are set, those commented out left aside. */
    Collection<String> names() {
        Collection<String> names = new TreeSet<>();
        lines.forEach(line -> name(line).ifPresent(names::add));
        return names;
    }

    /** The same without the lines that set something of which {@code unwanted} holds. */
    ConfigurationText without(Predicate<String> unwanted) {
        List<String> kept = new ArrayList<>(lines);
        kept.removeIf(line -> name(line).filter(unwanted).isPresent());
        return new ConfigurationText(kept);
    }

    /** The same with more lines at its end, where they outweigh those before. */
    ConfigurationText with(List<String> more) {
        List<String> all = new ArrayList<>(lines);
        for (String line : more) {
            all.add(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        return new ConfigurationText(all);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> name(String line) {
        String rest = line.strip();
        int end = 0;
        while (end < rest.length() && isPartOfName(rest.charAt(end))) {
            end++;
        }
        return end == 0 ? Optional.empty() : Optional.of(rest.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private static boolean isPartOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }
}
