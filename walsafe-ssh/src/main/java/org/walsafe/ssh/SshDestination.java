package org.walsafe.ssh;

import java.util.Optional;
import java.util.OptionalInt;
import org.walsafe.error.PrintableText;

/**
 * Where an operator wants to go, in the words of {@code ssh}'s command line: what is not said is for the user's SSH
 * configuration to say.
 *
 * <p>Immutable and thread-safe.
 *
 * @param user the user to log in as
 * @param host the host's name or address, or an alias of the user's SSH configuration
 * @param port the port of its SSH server
 * @since 0.1.0
 */
public record SshDestination(Optional<String> user, String host, OptionalInt port) {

    private static final int HIGHEST_PORT = 65535;

    /**
     * Checks the parts, so that none can be taken for an option or a second word.
     *
     * @throws IllegalArgumentException when one is empty, begins with {@code -}, or holds a blank or a control character,
     *     or when the port is out of range
     */
    public SshDestination {
        user.ifPresent(name -> checkName("user", name));
        checkName("host", host);
        port.ifPresent(SshDestination::checkPort);
    }

    /**
     * Reads {@code [user@]host[:port]}; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException when {@code text} is not such a destination
     */
    public static SshDestination parse(String text) {
        int at = text.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(text.substring(0, at));
        String place = text.substring(at + 1);
        int bracket = place.startsWith("[") ? place.indexOf(']') : -1;
        int colon = place.indexOf(':', bracket + 1);
        if (colon < 0) {
            return new SshDestination(user, withoutBrackets(place), OptionalInt.empty());
        }
        return new SshDestination(
                user,
                withoutBrackets(place.substring(0, colon)),
                OptionalInt.of(port(place.substring(colon + 1), text)));
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not [user@]host[:port]: " + PrintableText.quoted(text), e);
        }
    }

    static void checkName(String what, String name) {
        boolean plain = name.chars().allMatch(c -> c > ' ' && c != 0x7f);
        if (name.isEmpty() || name.startsWith("-") || !plain) {
            throw new IllegalArgumentException("a " + what
                    + " is not empty, does not begin with '-' and holds no blank or control character: "
                    + PrintableText.quoted(name));
        }
    }

    static void checkPort(int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 1 to " + HIGHEST_PORT + ", this is " + port);
        }
    }

    /** {@code [user@]host[:port]}; an IPv6 address in brackets. */
    @Override
    public String toString() {
        return user.map(name -> name + '@').orElse("")
                + (host.indexOf(':') < 0 ? host : '[' + host + ']')
                + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
