package org.walsafe.barman;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * A base backup as {@code barman show-backup} shows it. What Barman does not say of an unfinished or failed one is empty.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the backup
 * @param status how far it came
 * @param name the name that the operator gave it (3.3)
 * @param error why it failed
 * @param version PostgreSQL's {@code server_version_num}, for example 150018
 * @param systemIdentifier the cluster (3.12)
 * @param timeline the timeline on which it was taken
 * @param beginSegment the first segment that it needs
 * @param endSegment the last segment that it needs
 * @param beginLsn where it begins
 * @param endLsn where it ends
 * @param endTime when it ended, to the second
 * @since 0.1.0
 */
public record ShownBackup(
        BackupId id,
        Optional<BackupStatus> status,
        Optional<String> name,
        Optional<String> error,
        OptionalInt version,
        Optional<SystemIdentifier> systemIdentifier,
        Optional<TimelineId> timeline,
        Optional<SegmentName> beginSegment,
        Optional<SegmentName> endSegment,
        Optional<Lsn> beginLsn,
        Optional<Lsn> endLsn,
        Optional<Instant> endTime) {

    static ShownBackup of(Json json) throws InvalidBarmanFileException {
        BarmanFields fields = new BarmanFields("barman show-backup", json);
        BarmanFields base = fields.within("base_backup_information");
        return new ShownBackup(
                fields.backupId(),
                fields.status(),
                fields.text("backup_name"),
                fields.text("error"),
                fields.integer("postgresql_version"),
                fields.parsed("system_id", SystemIdentifier::parse),
                base.parsed("timeline", text -> TimelineId.of(Long.parseLong(text))),
                base.parsed("begin_wal", SegmentName::parse),
                base.parsed("end_wal", SegmentName::parse),
                base.parsed("begin_lsn", Lsn::parse),
                base.parsed("end_lsn", Lsn::parse),
                base.moment("end_time_timestamp"));
    }
}
