package org.walsafe.jdbc;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.wal.SystemIdentifier;

/**
 * What a registry's URI says: the driver's own URL, and our parameters among the driver's.
 *
 * @param url the driver's URL, without ours
 * @param table which schema; given or not
 * @param cluster whose markers of the table; one of this and {@code directory} is there
 * @param directory the WAL safe directory on the server's machine
 */
record JdbcRegistryAddress(
        String url, RegistryTable table, Optional<SystemIdentifier> cluster, Optional<String> directory) {

    private static final String PREFIX = "walsafe.";
    private static final String CLUSTER = PREFIX + "cluster";
    private static final String SCHEMA = PREFIX + "schema";
    private static final String DIRECTORY = PREFIX + "directory";

    private static final String HINT =
            "A registry in a database's table is written jdbc:postgresql://host/database?walsafe.cluster=<system identifier>,"
                    + " with &walsafe.schema=<schema> where it is not walsafe; the WAL safe directory of a server is written"
                    + " jdbc:postgresql://host/postgres?walsafe.directory=/path/to/it.";

    /**
     * Reads the URI of a registry.
     *
     * @throws RegistryUnusableException where it names none, or two
     */
    static JdbcRegistryAddress of(URI uri) {
        JdbcRegistryAddress address = ofDatabase(uri.toString());
        if (address.cluster.isPresent() == address.directory.isPresent()) {
            throw new RegistryUnusableException(
                    "the registry's URI names "
                            + (address.cluster.isPresent()
                                    ? "both a cluster and a directory"
                                    : "neither a cluster nor a directory"),
                    HINT);
        }
        return address;
    }

    /**
     * Reads the URI of a database, where a registry need not be named.
     *
     * @throws RegistryUnusableException where a parameter of ours is unknown or malformed
     */
    static JdbcRegistryAddress ofDatabase(String uri) {
        int question = uri.indexOf('?');
        Map<String, String> ours = new LinkedHashMap<>();
        List<String> drivers = new ArrayList<>();
        for (String parameter :
                question < 0 ? new String[0] : uri.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith(PREFIX)) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                if (ours.put(name, decoded(equals < 0 ? "" : parameter.substring(equals + 1))) != null) {
                    throw unusable(name + " is given twice");
                }
            } else if (!parameter.isEmpty()) {
                drivers.add(parameter);
            }
        }
        String base = question < 0 ? uri : uri.substring(0, question);
        @Nullable String schema = ours.remove(SCHEMA);
        @Nullable String cluster = ours.remove(CLUSTER);
        @Nullable String directory = ours.remove(DIRECTORY);
        if (!ours.isEmpty()) {
            throw unusable("there is no parameter "
                    + PrintableText.quoted(ours.keySet().iterator().next()));
        }
        try {
            return new JdbcRegistryAddress(
                    drivers.isEmpty() ? base : base + '?' + String.join("&", drivers),
                    schema == null ? RegistryTable.DEFAULT : new RegistryTable(schema),
                    Optional.ofNullable(cluster).map(SystemIdentifier::parse),
                    Optional.ofNullable(directory));
        } catch (IllegalArgumentException | WalSafeException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unusable("a parameter is not percent-encoded as URIs are");
        }
    }

    private static RegistryUnusableException unusable(String why) {
        return new RegistryUnusableException("not the URI of a registry in a database: " + why, HINT);
    }
}
