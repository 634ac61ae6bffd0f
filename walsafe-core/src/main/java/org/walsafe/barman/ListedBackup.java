package org.walsafe.barman;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A base backup as {@code barman list-backups} lists it. What Barman does not say of an unfinished or failed one is empty.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the backup
 * @param status how far it came; Barman names it from 3.4 on, and before only where it failed
 * @param name the name that the operator gave it (3.3)
 * @param type {@code full}, {@code incremental}, {@code rsync} or {@code snapshot} (3.11)
 * @param endTime when it ended, to the second
 * @param size its size in bytes, with the WAL that it needs
 * @param walSize the size in bytes of the WAL between it and the next backup
 * @since 0.1.0
 */
public record ListedBackup(
        BackupId id,
        Optional<BackupStatus> status,
        Optional<String> name,
        Optional<String> type,
        Optional<Instant> endTime,
        OptionalLong size,
        OptionalLong walSize) {

    static ListedBackup of(Json json) throws InvalidBarmanFileException {
        BarmanFields fields = new BarmanFields("barman list-backups", json);
        return new ListedBackup(
                fields.backupId(),
                fields.status(),
                fields.text("backup_name"),
                fields.text("backup_type"),
                fields.moment("end_time_timestamp"),
                fields.number("size_bytes"),
                fields.number("wal_size_bytes"));
    }
}
