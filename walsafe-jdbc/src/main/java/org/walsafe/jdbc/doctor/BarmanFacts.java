package org.walsafe.jdbc.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.barman.BarmanCheck;
import org.walsafe.barman.BarmanCommand;
import org.walsafe.barman.ShownServer;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;

/**
 * What Barman says of itself and of one server.
 *
 * <p>Immutable and thread-safe.
 *
 * @param version Barman's version; empty where it does not tell
 * @param server the server, as {@code barman show-servers} shows it
 * @param check what {@code barman check} found
 * @since 0.1.0
 */
public record BarmanFacts(Optional<Version> version, ShownServer server, BarmanCheck check) {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*", Pattern.DOTALL);

    /**
     * The two numbers that name a series of releases, such as 3.4.
     *
     * @param major the first
     * @param minor the second
     */
    public record Version(int major, int minor) {

        boolean isAtLeast(int otherMajor, int otherMinor) {
            return major > otherMajor || (major == otherMajor && minor >= otherMinor);
        }

        static Optional<Version> in(String text) {
            Matcher numbers = VERSION.matcher(text.strip());
            return numbers.matches()
                    ? Optional.of(new Version(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /**
     * Asks Barman. Blocks for as long as its check takes, half a minute where PostgreSQL does not answer.
     *
     * @param host Barman's host; stays the caller's to close
     * @param program how Barman is called there, such as {@code barman}
     * @param server the server's name in Barman's configuration
     * @return its answers
     * @throws IOException when it could not be asked, or failed
     */
    public static BarmanFacts ask(Host host, List<String> program, String server) throws IOException {
        BarmanCommand barman = new BarmanCommand(host, program);
        return new BarmanFacts(version(host, program), barman.showServer(server), barman.check(server));
    }

    private static Optional<Version> version(Host host, List<String> program) throws IOException {
        List<String> words = new ArrayList<>(program);
        words.add("--version");
        BoundedText output = new BoundedText(BoundedText.FEW_LINES);
        CommandResult result = host.run(Command.of(words.toArray(String[]::new)), output);
        return result.succeeded() ? Version.in(output.toString(StandardCharsets.UTF_8)) : Optional.empty();
    }
}
