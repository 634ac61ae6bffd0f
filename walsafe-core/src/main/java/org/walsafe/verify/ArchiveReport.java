package org.walsafe.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * What the verification of an archive found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param location the archive
 * @param level how closely it was looked at
 * @param began when the verification began
 * @param took how long it took
 * @param systemIdentifier the cluster, where anything says which
 * @param geometry how its segments are cut, where any of them says so
 * @param segments how many segments there are
 * @param known how many files were not read because the ledger knows them as good
 * @param bytesRead how many stored bytes were read
 * @param records how many WAL records were found whole
 * @param timelines the timelines, in order
 * @param backups the base backups, from old to new, and how far each can be rolled forward
 * @param findings what is wrong, or worth knowing
 * @since 0.1.0
 */
public record ArchiveReport(
        String location,
        VerificationLevel level,
        Instant began,
        Duration took,
        Optional<SystemIdentifier> systemIdentifier,
        Optional<WalGeometry> geometry,
        long segments,
        long known,
        long bytesRead,
        long records,
        List<TimelineLane> timelines,
        List<BackupReach> backups,
        Findings findings) {

    /** Copies the lists. */
    public ArchiveReport {
        timelines = List.copyOf(timelines);
        backups = List.copyOf(backups);
    }

    /** The report on an archive of which nothing is known yet. */
    static ArchiveReport ofNothing(
            String location, VerificationLevel level, Instant began, Optional<SystemIdentifier> cluster) {
        return new ArchiveReport(
                location,
                level,
                began,
                Duration.ZERO,
                cluster,
                Optional.empty(),
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                new Findings.Collector().collected());
    }

    ArchiveReport with(
            SystemIdentifier cluster,
            WalGeometry cut,
            long segmentCount,
            long knownCount,
            long recordCount,
            List<TimelineLane> lanes,
            List<BackupReach> reaches) {
        return new ArchiveReport(
                location,
                level,
                began,
                took,
                Optional.of(cluster),
                Optional.of(cut),
                segmentCount,
                knownCount,
                bytesRead,
                recordCount,
                lanes,
                reaches,
                findings);
    }

    ArchiveReport finished(Duration duration, long bytes, Findings found) {
        return new ArchiveReport(
                location,
                level,
                began,
                duration,
                systemIdentifier,
                geometry,
                segments,
                known,
                bytes,
                records,
                timelines,
                backups,
                found);
    }

    /** {@return the answer} */
    public Verdict verdict() {
        return findings.verdict();
    }
}
