package org.walsafe.examples.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.barman.BarmanCommand;
import org.walsafe.barman.ShownServer;
import org.walsafe.clone.RepmgrConf;
import org.walsafe.connection.ConnectionString;
import org.walsafe.host.Host;
import org.walsafe.restore.BarmanServer;

/**
 * Whom the standby streams from where nobody said: the server that Barman backs up, as the user that {@code repmgr.conf}
 * names.
 */
final class CloneUpstream {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private CloneUpstream() {}

    /**
     * Asks Barman.
     *
     * @throws IllegalArgumentException when Barman reaches the server in a way that only its own host can
     * @throws IOException when Barman could not be asked
     */
    static ConnectionString ofBarman(Host barman, BarmanServer server, Optional<RepmgrConf> conf, boolean here)
            throws IOException {
        List<String> program = new ArrayList<>(List.of("barman"));
        server.configuration().ifPresent(file -> program.addAll(List.of("-c", file)));
        ShownServer shown = new BarmanCommand(barman, program).showServer(server.name());
        ConnectionString known = shown.field("streaming_conninfo")
                .or(() -> shown.field("conninfo"))
                .map(ConnectionString::parse)
                .orElseThrow(() -> unknown(server.name()));
        Optional<String> host = known.get("host");
        if (host.isEmpty() || host.get().startsWith("/") || (!here && LOOPBACK.contains(host.get()))) {
            throw unknown(server.name());
        }
        Optional<ConnectionString> own = conf.flatMap(c -> c.value("conninfo")).map(ConnectionString::parse);
        ConnectionString upstream =
                own.orElse(known).withoutSecrets().without("hostaddr", "port").with("host", host.get());
        Optional<String> user = conf.flatMap(c -> c.value("replication_user"));
        upstream = user.isPresent() ? upstream.with("user", user.get()) : upstream;
        Optional<String> port = known.get("port");
        return port.isPresent() ? upstream.with("port", port.get()) : upstream;
    }

    private static IllegalArgumentException unknown(String server) {
        return new IllegalArgumentException(
                "whom the standby is to stream from, Barman does not say in a way that holds" + " here for the server "
                        + server + ": give --upstream-conninfo 'host=… user=…'");
    }
}
