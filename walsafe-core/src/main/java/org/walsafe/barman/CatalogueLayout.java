package org.walsafe.barman;

import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * Where Barman keeps what belongs to one server. Each directory is one that Barman's configuration can move; the comments
 * name the option.
 *
 * <p>Immutable and thread-safe.
 *
 * @param serverName the server's name in Barman's configuration
 * @param home {@code backup_directory}: holds {@code identity.json} and {@code meta}
 * @param wals {@code wals_directory}: the archive
 * @param incoming {@code incoming_wals_directory}: what arrived by {@code archive_command} or {@code put-wal}
 * @param streaming {@code streaming_wals_directory}: what {@code pg_receivewal} writes
 * @param errors {@code errors_directory}: what Barman refused
 * @param base {@code basebackups_directory}
 * @param xlogDb {@code xlogdb_directory} (3.13): holds the list of archived files
 * @since 0.1.0
 */
public record CatalogueLayout(
        String serverName,
        HostPath home,
        HostPath wals,
        HostPath incoming,
        HostPath streaming,
        HostPath errors,
        HostPath base,
        HostPath xlogDb) {

    private static final int HASH_DIGITS = 16;

    /**
     * The layout that Barman makes unless told otherwise.
     *
     * @param serverDirectory {@code <barman_home>/<server>}
     * @return its layout
     */
    public static CatalogueLayout below(HostPath serverDirectory) {
        HostPath wals = serverDirectory.child("wals");
        return new CatalogueLayout(
                serverDirectory.name(),
                serverDirectory,
                wals,
                serverDirectory.child("incoming"),
                serverDirectory.child("streaming"),
                serverDirectory.child("errors"),
                serverDirectory.child("base"),
                wals);
    }

    /**
     * Where a WAL file is once it is archived: timeline histories in {@link #wals()} itself, everything else in a directory
     * named after the first sixteen digits.
     *
     * @param file a WAL file
     * @return its path
     */
    public HostPath archived(WalFileName file) {
        return hashDirectory(file)
                .map(directory -> wals.child(directory))
                .orElse(wals)
                .child(file.text());
    }

    /**
     * Where a WAL file is, or would be.
     *
     * @param file a WAL file
     * @param place one of the three places
     * @return its path there
     */
    public HostPath path(WalFileName file, WalPlace place) {
        return switch (place) {
            case ARCHIVED -> archived(file);
            case INCOMING -> incoming.child(file.text());
            case STREAMING -> streaming.child(file.text());
        };
    }

    static Optional<String> hashDirectory(WalFileName file) {
        return file instanceof TimelineHistoryName
                ? Optional.empty()
                : Optional.of(file.text().substring(0, HASH_DIGITS));
    }

    /** Barman makes these names from those of WAL files only. */
    static boolean isHashDirectory(String name) {
        return name.length() == HASH_DIGITS && name.chars().allMatch(c -> "0123456789ABCDEFabcdef".indexOf(c) >= 0);
    }
}
