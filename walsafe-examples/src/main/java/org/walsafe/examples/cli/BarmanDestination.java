package org.walsafe.examples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshDestination;
import org.walsafe.ssh.SshHost;

/**
 * Barman's host as {@code repmgr.conf} names it: {@code barman_host}, and of {@code ssh_options} those that say where to
 * connect, {@code -p}, {@code -l} and {@code -F}.
 *
 * @param destination whom to connect to
 * @param configuration the SSH configuration to go by, where it is not the user's
 */
record BarmanDestination(SshDestination destination, Optional<Path> configuration) {

    /** The name of this machine, for a Barman that needs no SSH. */
    private static final String HERE = "localhost";

    /**
     * Reads both settings.
     *
     * @throws IllegalArgumentException when the host is none, or the port no number
     */
    static BarmanDestination of(String host, Optional<String> sshOptions, @Nullable Path configuration) {
        SshDestination destination = SshDestination.parse(host);
        List<String> words =
                sshOptions.map(text -> List.of(text.strip().split("\\s+"))).orElse(List.of());
        Optional<String> user = destination.user().or(() -> valueOf("-l", words));
        OptionalInt port = destination.port();
        if (port.isEmpty()) {
            Optional<String> given = valueOf("-p", words);
            port = given.isPresent() ? OptionalInt.of(Integer.parseInt(given.get())) : OptionalInt.empty();
        }
        return new BarmanDestination(
                new SshDestination(user, destination.host(), port),
                Optional.ofNullable(configuration).or(() -> valueOf("-F", words).map(Path::of)));
    }

    private static Optional<String> valueOf(String option, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(option) && i + 1 < words.size()) {
                return Optional.of(words.get(i + 1));
            }
            if (word.startsWith(option) && word.length() > option.length()) {
                return Optional.of(word.substring(option.length()));
            }
        }
        return Optional.empty();
    }

    /** Whether Barman is on this machine, so that no SSH is needed. */
    boolean isHere() {
        return destination.host().equals(HERE)
                && destination.user().isEmpty()
                && destination.port().isEmpty();
    }

    /** The host; to be closed. */
    Host open() {
        return isHere()
                ? new LocalHost()
                : new SshHost(configuration
                        .map(OpenSshSettings::in)
                        .orElseGet(OpenSshSettings::ofUser)
                        .resolve(destination));
    }
}
