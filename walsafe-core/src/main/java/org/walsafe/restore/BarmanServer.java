package org.walsafe.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.error.PrintableText;

/**
 * A server as the {@code barman} command knows it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name in Barman's configuration
 * @param configuration Barman's configuration file on its host, where that is not the default one
 * @since 0.1.0
 */
public record BarmanServer(String name, Optional<String> configuration) {

    /**
     * Checks that neither can be taken for an option.
     *
     * @throws IllegalArgumentException when one is empty or begins with {@code -}
     */
    public BarmanServer {
        requireOperand("the server's name", name);
        configuration.ifPresent(file -> requireOperand("Barman's configuration file", file));
    }

    /**
     * {@return a server in the default configuration}
     *
     * @param name its name in Barman's configuration
     */
    public static BarmanServer named(String name) {
        return new BarmanServer(name, Optional.empty());
    }

    /** {@return the words that have Barman check whether it can give this server's files, which is {@code barman get-wal --test}} */
    public List<String> testCommand() {
        return getWal(List.of("--test"), "dummy_wal_name");
    }

    /** The words of {@code barman get-wal} for it. */
    List<String> getWal(List<String> options, String file) {
        List<String> words = new ArrayList<>(List.of("barman"));
        configuration.ifPresent(path -> words.addAll(List.of("--config", path)));
        words.add("get-wal");
        words.addAll(options);
        words.add(name);
        words.add(file);
        return words;
    }

    private static void requireOperand(String what, String word) {
        if (word.isEmpty() || word.startsWith("-")) {
            throw new IllegalArgumentException(
                    what + " is not empty and does not begin with '-': " + PrintableText.quoted(word));
        }
    }
}
