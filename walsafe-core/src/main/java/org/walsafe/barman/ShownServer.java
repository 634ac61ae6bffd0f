package org.walsafe.barman;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;

/**
 * A server as {@code barman show-servers} shows it: some hundred settings and facts, most of which only people read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name in Barman's configuration
 * @param layout where Barman keeps what belongs to it, as configured
 * @param systemIdentifier the cluster, where PostgreSQL answered or a backup tells
 * @param fields everything that Barman says, as it writes it, without what is null or no single value
 * @since 0.1.0
 */
public record ShownServer(
        String name, CatalogueLayout layout, Optional<SystemIdentifier> systemIdentifier, Map<String, String> fields) {

    /** Copies the fields. */
    public ShownServer {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static ShownServer of(String name, Json json) throws InvalidBarmanFileException {
        BarmanFields shown = new BarmanFields("barman show-servers", json);
        HostPath wals = shown.path("wals_directory");
        Map<String, String> fields = new LinkedHashMap<>();
        json.fields().forEach((key, value) -> value.text().ifPresent(text -> fields.put(key, text)));
        return new ShownServer(
                name,
                new CatalogueLayout(
                        name,
                        shown.path("backup_directory"),
                        wals,
                        shown.path("incoming_wals_directory"),
                        shown.path("streaming_wals_directory"),
                        shown.path("errors_directory"),
                        shown.path("basebackups_directory"),
                        shown.text("xlogdb_directory").map(HostPath::of).orElse(wals)),
                shown.parsed("postgres_systemid", SystemIdentifier::parse),
                fields);
    }

    /**
     * One of the fields.
     *
     * @param key Barman's name for it, such as {@code post_archive_script}
     * @return its value, or empty where it is not set
     */
    public Optional<String> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }
}
