package org.walsafe.barman;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * What Barman wrote down about a base backup, in its file {@code backup.info} (2.0 to 3.17). Fields that the Barman of its
 * time did not know are empty.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the backup
 * @param status how far it came
 * @param name the name that the operator gave it (3.3)
 * @param serverName the server in Barman's configuration
 * @param mode how it was taken: {@code postgres}, {@code rsync-concurrent}, {@code rsync-exclusive}, {@code
 *     snapshot-concurrent}, …; very old ones say {@code default}
 * @param version PostgreSQL's {@code server_version_num}, for example 150018
 * @param systemIdentifier the cluster (2.10)
 * @param timeline the timeline on which it was taken
 * @param begin where it begins, once that is known
 * @param end where it ends, once that is known: all WAL from {@code begin} on must be there
 * @param segmentSize the size of the cluster's segments; 16 MiB where the file does not say
 * @param tablespaces its tablespaces
 * @param dataDirectory PostgreSQL's data directory at that time
 * @param size how many bytes the backup holds
 * @param deduplicatedSize how many of them were not shared with an older backup
 * @param clusterSize how many bytes the cluster had (3.11)
 * @param compression how it is compressed, {@code gzip} for example (3.0)
 * @param encryption how it is encrypted, {@code gpg} for example (3.14)
 * @param parent the backup on which an incremental one builds (3.11)
 * @param children the incremental backups that build on this one (3.11)
 * @param dataChecksums whether the cluster had data checksums, {@code on} or {@code off} (3.11)
 * @param backupLabel the content of PostgreSQL's {@code backup_label}
 * @param includedFiles files outside the data directory that the configuration names
 * @param error why it failed
 * @param otherFields every other line of the file, known to newer versions or only of use to Barman, as it is written
 * @since 0.1.0
 */
public record BackupInfo(
        BackupId id,
        BackupStatus status,
        Optional<String> name,
        Optional<String> serverName,
        Optional<String> mode,
        OptionalInt version,
        Optional<SystemIdentifier> systemIdentifier,
        Optional<TimelineId> timeline,
        Optional<BackupBoundary> begin,
        Optional<BackupBoundary> end,
        SegmentSize segmentSize,
        List<Tablespace> tablespaces,
        Optional<String> dataDirectory,
        OptionalLong size,
        OptionalLong deduplicatedSize,
        OptionalLong clusterSize,
        Optional<String> compression,
        Optional<String> encryption,
        Optional<BackupId> parent,
        List<BackupId> children,
        Optional<String> dataChecksums,
        Optional<String> backupLabel,
        List<String> includedFiles,
        Optional<String> error,
        Map<String, String> otherFields) {

    /** Copies the lists and the map. */
    public BackupInfo {
        tablespaces = List.copyOf(tablespaces);
        children = List.copyOf(children);
        includedFiles = List.copyOf(includedFiles);
        otherFields = Collections.unmodifiableMap(new TreeMap<>(otherFields));
    }

    /**
     * When the backup ended, by PostgreSQL's clock.
     *
     * @return the moment, or empty while it has not
     */
    public Optional<Instant> endTime() {
        return end.flatMap(BackupBoundary::time);
    }

    /**
     * Reads a {@code backup.info}.
     *
     * @param id the backup it belongs to
     * @param text the file
     * @param source which file it is and where, for messages
     * @param zone Barman's time zone, which versions before 2.0 did not write down
     * @return what it says
     * @throws InvalidBarmanFileException when a line has no {@code =}, or a value that this class knows has another form
     */
    public static BackupInfo parse(BackupId id, String text, String source, ZoneId zone)
            throws InvalidBarmanFileException {
        return new BackupInfoParser(source, zone).parse(id, text);
    }
}
