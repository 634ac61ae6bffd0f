package org.walsafe.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * How a C program connects to PostgreSQL, as in Barman's {@code conninfo}: {@code host=pg user=barman dbname=postgres}, in the
 * grammar of libpq (PostgreSQL 9.2 to 18, "Keyword/Value Connection Strings").
 *
 * <p>Immutable and thread-safe. Never blocks. Its password goes nowhere: the driver looks for one in the password file, as
 * libpq does where none is given.
 *
 * @since 0.1.0
 */
public final class ConnectionString {

    private static final String DEFAULT_PORT = "5432";

    private final Map<String, String> values;

    private ConnectionString(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads one.
     *
     * @param text keywords and values; a value in single quotes may hold blanks, and a backslash takes the next character as
     *     it is
     * @return what it says
     * @throws IllegalArgumentException where that is none; the text, which may hold a password, is not repeated
     */
    public static ConnectionString parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Reader reader = new Reader(text);
        while (reader.skipBlanks()) {
            String keyword = reader.keyword();
            values.put(keyword, reader.value());
        }
        return new ConnectionString(values);
    }

    /** {@return the user, if it names one} */
    public Optional<String> user() {
        return value("user");
    }

    /** {@return whether a password is in it, which Barman may have replaced by something else} */
    public boolean hasPassword() {
        return values.containsKey("password");
    }

    /** {@return whether it leads to a directory of Unix sockets, where Java's driver cannot go} */
    public boolean isLocalSocket() {
        return host().startsWith("/") || host().startsWith("@");
    }

    /**
     * {@return the same for Java's driver, without the password}
     *
     * @throws IllegalArgumentException where it leads to a Unix socket
     */
    public String url() {
        if (isLocalSocket()) {
            throw new IllegalArgumentException("a Unix socket is nothing that Java's driver can connect to");
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String name : new String[] {"user", "sslmode", "sslrootcert", "sslcert", "sslkey"}) {
            value(name).ifPresent(value -> parameters.add(name + '=' + encoded(value)));
        }
        String database = value("dbname").or(this::user).orElse("postgres");
        return "jdbc:postgresql://" + addresses() + '/' + encoded(database) + parameters;
    }

    private String addresses() {
        String[] hosts = host().split(",", -1);
        String[] ports = value("port").orElse(DEFAULT_PORT).split(",", -1);
        StringJoiner addresses = new StringJoiner(",");
        for (int i = 0; i < hosts.length; i++) {
            String host = hosts[i].isEmpty() ? "localhost" : hosts[i];
            String port = ports[ports.length == 1 ? 0 : Math.min(i, ports.length - 1)];
            addresses.add(
                    (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + (port.isEmpty() ? DEFAULT_PORT : port));
        }
        return addresses.toString();
    }

    /** Without one, libpq takes Debian's socket; what runs there listens on the loopback interface, too. */
    private String host() {
        return value("hostaddr").or(() -> value("host")).orElse("localhost");
    }

    private Optional<String> value(String keyword) {
        return Optional.ofNullable(values.get(keyword)).filter(value -> !value.isEmpty());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return isLocalSocket() ? host() : url();
    }

    /** The text, from left to right. */
    private static final class Reader {

        private final String text;
        private int next;

        private Reader(String text) {
            this.text = text;
        }

        private boolean skipBlanks() {
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            return next < text.length();
        }

        private String keyword() {
            int begin = next;
            while (next < text.length() && (text.charAt(next) == '_' || Character.isLetter(text.charAt(next)))) {
                next++;
            }
            String keyword = text.substring(begin, next);
            if (keyword.isEmpty() || !skipBlanks() || text.charAt(next) != '=') {
                throw malformed();
            }
            next++;
            return keyword;
        }

        private String value() {
            boolean quoted = skipBlanks() && text.charAt(next) == '\'';
            next += quoted ? 1 : 0;
            StringBuilder value = new StringBuilder();
            for (; next < text.length(); next++) {
                char character = text.charAt(next);
                if (quoted ? character == '\'' : Character.isWhitespace(character)) {
                    next++;
                    return value.toString();
                }
                if (character == '\\' && next + 1 < text.length()) {
                    next++;
                    character = text.charAt(next);
                }
                value.append(character);
            }
            if (quoted) {
                throw malformed();
            }
            return value.toString();
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException(
                    "not a connection string as host=pg user=barman dbname=postgres is, from character " + next
                            + " on");
        }
    }
}
