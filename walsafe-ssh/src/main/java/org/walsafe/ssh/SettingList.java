package org.walsafe.ssh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings as {@code ssh -G} prints them: on each line a keyword and its value; some keywords have several lines.
 *
 * @param values what each keyword, in lower case, is set to
 */
record SettingList(Map<String, List<String>> values) {

    /** Reads what {@code ssh -G} printed. */
    static SettingList parse(String printed) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String line : printed.split("\r?\n")) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                values.computeIfAbsent(line.substring(0, blank).toLowerCase(Locale.ROOT), keyword -> new ArrayList<>())
                        .add(line.substring(blank + 1).strip());
            }
        }
        return new SettingList(values);
    }

    /** All values of {@code keyword}; {@code none} is no value. */
    List<String> all(String keyword) {
        return values.getOrDefault(keyword, List.of()).stream()
                .filter(value -> !value.isEmpty() && !value.equalsIgnoreCase("none"))
                .toList();
    }

    /** The value of {@code keyword}, where there is one. */
    Optional<String> one(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The comma-separated words of {@code keyword}. */
    List<String> words(String keyword) {
        return one(keyword).map(value -> List.of(value.split(","))).orElse(List.of());
    }

    /** Whether {@code keyword} is set to yes. */
    boolean isYes(String keyword) {
        return one(keyword)
                .filter(value -> value.equals("yes") || value.equals("true"))
                .isPresent();
    }

    /** Whether {@code keyword} is set to no. */
    boolean isNo(String keyword) {
        return one(keyword)
                .filter(value -> value.equals("no") || value.equals("false"))
                .isPresent();
    }

    /** The number that {@code keyword} is set to. */
    Optional<Integer> number(String keyword) {
        return one(keyword).map(value -> {
            try {
                return Integer.valueOf(value);
            } catch (NumberFormatException e) {
                throw new SshConfigurationException(
                        "ssh -G says " + keyword + " " + value + ", which is no number",
                        "Look at the output of ssh -G.",
                        e);
            }
        });
    }
}
