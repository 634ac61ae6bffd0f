package org.walsafe.examples.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.examples.cli.DropInOption.Takes;

/**
 * Arguments as Barman's programs take them, that is, Python's {@code argparse}: options before, between and after the operands;
 * {@code --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue}, letters without a value together ({@code -Pz}),
 * a long name cut short where no other begins so; {@code --} ends the options; of an option given twice the last counts.
 */
final class DropInArguments {

    private final List<DropInOption> known;
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> operands = new ArrayList<>();
    private final String[] words;
    private int next;

    private DropInArguments(List<DropInOption> known, String[] words) {
        this.known = known;
        this.words = words;
    }

    /**
     * Parses {@code words}.
     *
     * @throws IllegalArgumentException when an option is unknown, ambiguous, or lacks its value
     */
    static DropInArguments parse(List<DropInOption> known, String[] words) {
        DropInArguments arguments = new DropInArguments(known, words);
        arguments.parse();
        return arguments;
    }

    private void parse() {
        boolean options = true;
        while (next < words.length) {
            String word = words[next++];
            if (!options || !word.startsWith("-") || word.equals("-")) {
                operands.add(word);
            } else if (word.equals("--")) {
                options = false;
            } else if (word.startsWith("--")) {
                parseLong(word);
            } else {
                parseLetters(word);
            }
        }
    }

    private void parseLong(String word) {
        int equals = word.indexOf('=');
        DropInOption option = named(equals < 0 ? word : word.substring(0, equals));
        if (option.takes() != Takes.NOTHING) {
            give(option, equals < 0 ? following(option) : word.substring(equals + 1));
        } else if (equals < 0) {
            give(option, "");
        } else {
            throw new IllegalArgumentException("option " + option.name() + " takes no value");
        }
    }

    private DropInOption named(String name) {
        List<DropInOption> meant = new ArrayList<>();
        for (DropInOption option : known) {
            if (option.name().equals(name)) {
                return option;
            }
            if (option.name().startsWith(name)) {
                meant.add(option);
            }
        }
        if (meant.size() != 1) {
            throw new IllegalArgumentException(
                    (meant.isEmpty() ? "unknown option " : "ambiguous option ") + PrintableText.quoted(name));
        }
        return meant.get(0);
    }

    private void parseLetters(String word) {
        for (int i = 1; i < word.length(); i++) {
            DropInOption option = lettered(word.substring(i, i + 1), word);
            if (option.takes() == Takes.NOTHING) {
                give(option, "");
            } else {
                String rest = word.substring(i + 1);
                give(option, rest.isEmpty() ? following(option) : rest.startsWith("=") ? rest.substring(1) : rest);
                return;
            }
        }
    }

    private DropInOption lettered(String letter, String word) {
        for (DropInOption option : known) {
            if (option.letter().equals(letter)) {
                return option;
            }
        }
        throw new IllegalArgumentException("unknown option " + PrintableText.quoted(word));
    }

    private String following(DropInOption option) {
        if (next == words.length) {
            throw new IllegalArgumentException("option " + option.name() + " lacks its value");
        }
        return words[next++];
    }

    private void give(DropInOption option, String value) {
        List<String> given = values.computeIfAbsent(option.name(), name -> new ArrayList<>());
        if (option.takes() != Takes.A_VALUE_EACH_TIME) {
            given.clear();
        }
        given.add(value);
    }

    /** Whether an option was given. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of an option, or null when it was not given. */
    @Nullable
    String value(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.get(0);
    }

    /** All values of an option, in order. */
    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * The value of an option that is a whole number.
     *
     * @throws IllegalArgumentException when it is none, or below {@code least}
     */
    long number(String name, long least, long otherwise) {
        String text = value(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new IllegalArgumentException(
                name + " is a whole number from " + least + " on, not " + PrintableText.quoted(text));
    }

    /** The options that were given, each as one word. */
    List<String> optionWords() {
        List<String> all = new ArrayList<>();
        for (DropInOption option : known) {
            for (String value : values(option.name())) {
                all.add(option.takes() == Takes.NOTHING ? option.name() : option.name() + "=" + value);
            }
        }
        return all;
    }

    /** The words that belong to no option. */
    List<String> operands() {
        return operands;
    }

    /** How facts are to be printed: by the bare option {@code --json}. */
    Terminal.Form form() {
        return has("--json") ? Terminal.Form.JSON : Terminal.Form.TEXT;
    }
}
