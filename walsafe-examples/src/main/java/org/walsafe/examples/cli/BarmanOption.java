package org.walsafe.examples.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.Host;
import org.walsafe.jdbc.doctor.BarmanFacts;
import picocli.CommandLine.Option;

/** Barman, as its own command speaks of one server. */
final class BarmanOption extends BarmanServerOption {

    @Option(
            names = "--barman-config",
            paramLabel = "FILE",
            description = "Barman's configuration, where it is not its default.")
    private @Nullable String configuration;

    /**
     * Asks Barman.
     *
     * @param host names the machine that it is on
     */
    BarmanFacts ask(HostOption host) throws IOException {
        try (Host opened = host.open()) {
            return BarmanFacts.ask(
                    opened,
                    configuration == null ? List.of("barman") : List.of("barman", "-c", configuration),
                    server());
        }
    }
}
