package org.walsafe.jdbc;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.walsafe.archive.ServerFacts;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * What a PostgreSQL server said of itself, its WAL and its archiving, when it was asked; each answer is of a moment of its
 * own.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param versionNumber the setting {@code server_version_num}: 90305 is 9.3.5, 150019 is 15.19
 * @param time the server's clock
 * @param systemIdentifier the cluster's identity
 * @param timeline the timeline that it writes, as a standby that of its last restart point
 * @param segmentSize the size of its WAL segments
 * @param archiving how it archives
 * @param walSettings the settings that decide about WAL, by name, those that this version has; with their units
 * @param recovery whether it takes writes
 * @param position up to where it wrote WAL, as a standby up to where it replayed it; empty before it replayed any
 * @param archiver what its archiver did
 * @param slots its replication slots
 * @param clients who streams WAL from it
 * @param pending what waits to be archived
 * @param freeBytes the free space where WAL is written
 * @param backupWays how a base backup can be taken of it
 * @param privileges what the inspecting role may do
 * @since 0.1.0
 */
public record PostgresInspection(
        int versionNumber,
        Instant time,
        Visible<SystemIdentifier> systemIdentifier,
        Visible<TimelineId> timeline,
        SegmentSize segmentSize,
        ArchiveSettings archiving,
        Map<String, String> walSettings,
        RecoveryState recovery,
        Optional<Lsn> position,
        Visible<ArchiverStatistics> archiver,
        Visible<List<ReplicationSlot>> slots,
        Visible<List<StreamingClient>> clients,
        Visible<PendingFiles> pending,
        Visible<Long> freeBytes,
        Set<BackupWay> backupWays,
        RolePrivileges privileges) {

    /** Keeps copies. */
    public PostgresInspection {
        walSettings = Map.copyOf(walSettings);
        backupWays = Collections.unmodifiableSet(EnumSet.copyOf(backupWays));
    }

    /** {@return the major version, or empty where this library does not know it} */
    public Optional<PostgresMajor> major() {
        return PostgresMajor.fromServerVersionNum(versionNumber);
    }

    /** {@return from where on slots keep WAL; empty where none does, or slots were not seen} */
    public Optional<Lsn> oldestNeeded() {
        return slots.seen().stream()
                .flatMap(List::stream)
                .flatMap(slot -> slot.restartLsn().stream())
                .min(Comparator.naturalOrder());
    }

    /** {@return what an archive policy may know of the server} */
    public ServerFacts facts() {
        return new ServerFacts(
                systemIdentifier.seen(),
                major(),
                slots.seen()
                        .map(all -> OptionalInt.of((int) all.stream()
                                .filter(slot -> slot.active() && slot.kind() == ReplicationSlot.Kind.PHYSICAL)
                                .count()))
                        .orElse(OptionalInt.empty()));
    }

    @Override
    public String toString() {
        return "PostgreSQL " + versionNumber + ", system identifier " + systemIdentifier.describe() + ", segments of "
                + segmentSize + ", " + archiving;
    }
}
