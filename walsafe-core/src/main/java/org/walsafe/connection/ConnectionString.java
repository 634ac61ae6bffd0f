package org.walsafe.connection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.walsafe.error.PrintableText;

/**
 * How to connect to a PostgreSQL server, in libpq's form of keywords and values (PostgreSQL 9.2 to 18, "Keyword/Value Connection
 * Strings"): {@code host=pg port=5432 user=repl}. libpq's other form, the URI, is refused.
 *
 * <p>Immutable and thread-safe. Never blocks. {@link #toString} leaves passwords out; {@link #text} does not.
 *
 * @param parameters the values by their keywords, in the order in which they were given
 * @since 0.1.0
 */
public record ConnectionString(Map<String, String> parameters) {

    private static final Set<String> SECRETS = Set.of("password", "sslpassword");

    /** What C's {@code isspace} holds for a blank. */
    private static final String BLANKS = " \t\n\u000b\f\r";

    /**
     * Copies the map.
     *
     * @throws InvalidConnectionStringException when a keyword is none, or a value holds a NUL character
     */
    public ConnectionString {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String keyword = parameter.getKey();
            if (keyword.isEmpty() || !keyword.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '_')) {
                throw invalid("has " + PrintableText.quoted(keyword) + " where a keyword must stand");
            }
            if (parameter.getValue().indexOf('\0') >= 0) {
                throw invalid("has a NUL character in the value of " + keyword);
            }
        }
    }

    /**
     * Reads a connection string as libpq does ({@code conninfo_parse}, PostgreSQL 9.2 to 18). Of a keyword that is given
     * twice, the last value counts.
     *
     * @param text keywords and values; a value with blanks stands between single quotes, a backslash takes the next character
     *     as it is
     * @return the parameters
     * @throws InvalidConnectionStringException when it is no such text, or a URI; the message repeats no value
     */
    public static ConnectionString parse(String text) {
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            throw invalid("is a URI");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Scanner scanner = new Scanner(text);
        while (scanner.skipBlanks()) {
            String keyword = scanner.keyword();
            parameters.remove(keyword);
            parameters.put(keyword, scanner.value(keyword));
        }
        return new ConnectionString(parameters);
    }

    private static InvalidConnectionStringException invalid(String what) {
        return new InvalidConnectionStringException(
                "a connection string " + what, "Write it as keywords and values: host=pg port=5432 user=repmgr.");
    }

    /**
     * The value of one keyword.
     *
     * @param keyword the keyword
     * @return its value, or empty when it is not given or is empty, which libpq holds to be the same
     */
    public Optional<String> get(String keyword) {
        return Optional.ofNullable(parameters.get(keyword)).filter(value -> !value.isEmpty());
    }

    /** {@return whether a password is in it} */
    public boolean hasSecret() {
        return SECRETS.stream().anyMatch(parameters::containsKey);
    }

    /**
     * {@return the same with one value set}
     *
     * @param keyword the keyword
     * @param value its value
     */
    public ConnectionString with(String keyword, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put(keyword, value);
        return new ConnectionString(changed);
    }

    /**
     * {@return the same without some keywords}
     *
     * @param keywords what to leave out
     */
    public ConnectionString without(String... keywords) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.keySet().removeAll(List.of(keywords));
        return new ConnectionString(changed);
    }

    /** {@return the same without any password} */
    public ConnectionString withoutSecrets() {
        return without(SECRETS.toArray(String[]::new));
    }

    /** {@return the string as libpq reads it, with the password if there is one} */
    public String text() {
        StringJoiner text = new StringJoiner(" ");
        parameters.forEach((keyword, value) -> text.add(keyword + '=' + quoted(value)));
        return text.toString();
    }

    private static boolean isBlank(char c) {
        return BLANKS.indexOf(c) >= 0;
    }

    private static String quoted(String value) {
        if (!value.isEmpty() && value.chars().noneMatch(c -> c <= ' ' || c == '\'' || c == '\\')) {
            return value;
        }
        return '\'' + value.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }

    /** The string for messages: a password is not shown. */
    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        parameters.forEach((keyword, value) ->
                shown.add(keyword + '=' + (SECRETS.contains(keyword) ? "********" : quoted(value))));
        return String.join(" ", shown);
    }

    /** For one thread. */
    private static final class Scanner {

        private final String text;
        private int next;

        Scanner(String text) {
            this.text = text;
        }

        /** {@return whether something follows} */
        boolean skipBlanks() {
            while (next < text.length() && isBlank(text.charAt(next))) {
                next++;
            }
            return next < text.length();
        }

        String keyword() {
            int begin = next;
            while (next < text.length() && text.charAt(next) != '=' && !isBlank(text.charAt(next))) {
                next++;
            }
            String keyword = text.substring(begin, next);
            if (!skipBlanks() || text.charAt(next) != '=') {
                throw invalid("has no '=' behind a keyword");
            }
            next++;
            return keyword;
        }

        String value(String keyword) {
            StringBuilder value = new StringBuilder();
            boolean quoted = skipBlanks() && text.charAt(next) == '\'';
            if (quoted) {
                next++;
            }
            while (next < text.length()) {
                char c = text.charAt(next);
                if (quoted ? c == '\'' : isBlank(c)) {
                    break;
                }
                next++;
                if (c != '\\') {
                    value.append(c);
                } else if (next < text.length()) {
                    value.append(text.charAt(next++));
                }
            }
            if (quoted) {
                if (next == text.length()) {
                    throw invalid("has no closing quote behind the value of " + keyword);
                }
                next++;
            }
            return value.toString();
        }
    }
}
