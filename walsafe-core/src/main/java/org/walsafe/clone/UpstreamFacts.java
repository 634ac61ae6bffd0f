package org.walsafe.clone;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * What the upstream server says of itself.
 *
 * <p>Immutable and thread-safe.
 *
 * @param versionNumber its {@code server_version_num}, for example 150019
 * @param systemIdentifier its cluster
 * @param timeline the timeline that it writes
 * @param position up to where it wrote, or as a standby replayed, WAL
 * @param databaseBytes how many bytes its databases have
 * @param settings those of its settings that streaming depends on, by name; what it does not have, or show, is left out
 * @param streaming whether it lets this user connect as a standby does
 * @since 0.1.0
 */
public record UpstreamFacts(
        int versionNumber,
        Optional<SystemIdentifier> systemIdentifier,
        Optional<TimelineId> timeline,
        Optional<Lsn> position,
        OptionalLong databaseBytes,
        Map<String, String> settings,
        Streaming streaming) {

    /** Whether a server lets somebody connect for streaming, which has rules of its own in {@code pg_hba.conf}. */
    public enum Streaming {
        /** It was tried, and worked. */
        ALLOWED,
        /** It was tried, and did not work. */
        REFUSED,
        /** Nobody tried. */
        NOT_TRIED
    }

    /** Copies the map. */
    public UpstreamFacts {
        settings = Map.copyOf(settings);
    }

    /**
     * {@return a setting, or empty where it is not known}
     *
     * @param name its name
     */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }
}
