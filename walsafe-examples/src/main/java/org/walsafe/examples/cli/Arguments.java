package org.walsafe.examples.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;

/**
 * The arguments of a command that runs once per WAL file: options first, as {@code --name value}, {@code --name=value} or a
 * bare {@code --name}; then operands. {@code --} ends the options.
 */
final class Arguments {

    private final Map<String, String> options = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments() {}

    /** The arguments after the subcommand's own name. */
    static String[] after(String[] arguments) {
        String[] rest = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, rest, 0, rest.length);
        return rest;
    }

    /**
     * Parses {@code arguments}.
     *
     * @param valued the options that take a value
     * @param bare the options that take none
     * @throws IllegalArgumentException when an option is unknown, repeated, or lacks its value
     */
    static Arguments parse(String[] arguments, List<String> valued, List<String> bare) {
        Arguments parsed = new Arguments();
        int next = 0;
        while (next < arguments.length && arguments[next].startsWith("--")) {
            String option = arguments[next++];
            if (option.equals("--")) {
                break;
            }
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value;
            if (bare.contains(name) && equals < 0) {
                value = "";
            } else if (!valued.contains(name)) {
                throw new IllegalArgumentException("unknown option " + PrintableText.quoted(option));
            } else if (equals >= 0) {
                value = option.substring(equals + 1);
            } else if (next < arguments.length) {
                value = arguments[next++];
            } else {
                throw new IllegalArgumentException("option " + name + " lacks its value");
            }
            if (parsed.options.put(name, value) != null) {
                throw new IllegalArgumentException("option " + name + " is given twice");
            }
        }
        for (; next < arguments.length; next++) {
            parsed.operands.add(arguments[next]);
        }
        return parsed;
    }

    /** Whether a bare option was given. */
    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value of an option, or null when it was not given. */
    @Nullable
    String value(String option) {
        return options.get(option);
    }

    /** What follows the options. */
    List<String> operands() {
        return operands;
    }

    /** How a command line wants its answers, whatever its command: {@code --json} stands before any {@code --}. */
    static Terminal.Form formOf(String[] words) {
        for (String word : words) {
            if (word.equals("--json")) {
                return Terminal.Form.JSON;
            }
            if (word.equals("--")) {
                break;
            }
        }
        return Terminal.Form.TEXT;
    }

    /** How facts are to be printed: by the bare option {@code --json}. */
    Terminal.Form form() {
        return has("--json") ? Terminal.Form.JSON : Terminal.Form.TEXT;
    }
}
