package org.walsafe.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.walsafe.connection.ConnectionString;

/**
 * What a connection string says to C programs, said to Java's driver: the hosts with their ports, the database, the user and the
 * settings of TLS. Never a password: the driver looks for one in the password file, as libpq does where none is given.
 *
 * <p>Thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class DriverUrl {

    private static final String DEFAULT_PORT = "5432";

    /** What the driver and libpq call by the same name. */
    private static final List<String> COMMON = List.of("user", "sslmode", "sslrootcert", "sslcert", "sslkey");

    private final ConnectionString server;

    private DriverUrl(ConnectionString server) {
        this.server = server;
    }

    /**
     * {@return the URL}
     *
     * @param server how a C program connects
     * @throws IllegalArgumentException where that leads to a Unix socket, to which Java's driver cannot go
     */
    public static String of(ConnectionString server) {
        return of(server, Map.of());
    }

    /**
     * {@return the URL}
     *
     * @param server how a C program connects
     * @param further what the driver is told besides, by its own names
     * @throws IllegalArgumentException where {@code server} leads to a Unix socket, to which Java's driver cannot go
     */
    public static String of(ConnectionString server, Map<String, String> further) {
        return new DriverUrl(server).with(further);
    }

    private String with(Map<String, String> further) {
        if (host().startsWith("/") || host().startsWith("@")) {
            throw new IllegalArgumentException("a Unix socket is nothing that Java's driver can connect to");
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String name : COMMON) {
            server.get(name).ifPresent(value -> parameters.add(name + '=' + encoded(value)));
        }
        further.forEach((name, value) -> parameters.add(name + '=' + encoded(value)));
        String database = server.get("dbname").or(() -> server.get("user")).orElse("postgres");
        return "jdbc:postgresql://" + addresses() + '/' + encoded(database) + parameters;
    }

    private String addresses() {
        String[] hosts = host().split(",", -1);
        String[] ports = server.get("port").orElse(DEFAULT_PORT).split(",", -1);
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
        Optional<String> address = server.get("hostaddr");
        return address.or(() -> server.get("host")).orElse("localhost");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
