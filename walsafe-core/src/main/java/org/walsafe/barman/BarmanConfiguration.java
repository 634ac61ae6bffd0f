package org.walsafe.barman;

import org.walsafe.error.PrintableText;

/** How a value is written so that Barman reads it as it is (2.0 to 3.17: Python's {@code ConfigParser}, and its own rules). */
final class BarmanConfiguration {

    private BarmanConfiguration() {}

    /**
     * The value as it stands in a configuration file.
     *
     * @throws IllegalArgumentException when Barman cannot be given this value: it holds a line break, begins or ends with
     *     white space, begins and ends with the same quote, or is Barman's word for nothing
     */
    static String value(String value) {
        if (value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0
                || value.isEmpty()
                || !value.strip().equals(value)
                || value.equalsIgnoreCase("none")
                || isQuoted(value)) {
            throw new IllegalArgumentException(
                    "Barman would not read this value of its configuration as it is: " + PrintableText.quoted(value));
        }
        return value.replace("%", "%%");
    }

    private static boolean isQuoted(String value) {
        char first = value.charAt(0);
        return value.length() > 1 && (first == '\'' || first == '"') && value.charAt(value.length() - 1) == first;
    }
}
