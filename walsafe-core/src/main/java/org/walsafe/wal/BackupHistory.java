package org.walsafe.wal;

import java.util.Optional;

/**
 * The content of a backup history file ({@code ….backup}), or of the {@code backup_label} that a base backup carries,
 * which is the same without the lines about the end.
 *
 * <p>Times are kept as the text that PostgreSQL wrote in its {@code log_timezone}, because a zone's abbreviation does not
 * tell the moment.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param start where recovery from this backup must begin
 * @param stop where the backup ended; absent in a {@code backup_label}
 * @param checkpoint the position of the checkpoint record that the backup began with
 * @param method {@code streamed}, or {@code pg_start_backup} for the exclusive kind of up to PostgreSQL 14
 * @param from what kind of server it was taken from: {@code master} (up to 13), {@code primary} or {@code standby}
 * @param startTime when it began, as written
 * @param stopTime when it ended, as written
 * @param label the name its author gave it
 * @param startTimeline the timeline it began on; written by PostgreSQL 11 and newer
 * @param stopTimeline the timeline it ended on; written by PostgreSQL 11 and newer
 * @param incrementalFrom what an incremental backup (17 and newer) builds on
 * @since 0.1.0
 */
public record BackupHistory(
        Place start,
        Optional<Place> stop,
        Lsn checkpoint,
        Optional<String> method,
        Optional<String> from,
        Optional<String> startTime,
        Optional<String> stopTime,
        Optional<String> label,
        Optional<TimelineId> startTimeline,
        Optional<TimelineId> stopTimeline,
        Optional<IncrementalFrom> incrementalFrom) {

    /** A longer file is refused unread. PostgreSQL's own limit for a label is 1 KiB. */
    public static final int MAX_BYTES = 64 << 10;

    /**
     * A position and the segment PostgreSQL named for it. Where the position lies exactly between two segments,
     * PostgreSQL up to 15 names the one that ends there, 16 and newer the one that begins.
     *
     * @param lsn the position
     * @param segment the segment's name as written in the file
     */
    public record Place(Lsn lsn, SegmentName segment) {}

    /**
     * What an incremental backup builds on.
     *
     * @param lsn the start of the earlier backup
     * @param timeline the timeline of that position
     */
    public record IncrementalFrom(Lsn lsn, TimelineId timeline) {}

    /**
     * Reads a backup history file or a {@code backup_label}, as PostgreSQL 9.2 to 18 write them. Lines that are none of
     * theirs are passed over.
     *
     * @param fileName the file's name, for messages only
     * @param content the whole file, decompressed
     * @return what it says
     * @throws InvalidBackupHistoryException where the start or the checkpoint is missing, or a line is not of its form, or
     *     there twice
     */
    public static BackupHistory parse(String fileName, byte[] content) {
        return new BackupHistoryParser(fileName, content).parse();
    }
}
