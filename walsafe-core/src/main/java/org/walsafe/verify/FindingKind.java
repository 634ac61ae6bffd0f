package org.walsafe.verify;

import java.util.Locale;

/**
 * What can be found. The word of each kind, {@link #word()}, is stable: programs may rely on it.
 *
 * @since 0.1.0
 */
public enum FindingKind {
    /** Segments are missing, and nothing says that they are still to come. */
    LOST(Severity.DAMAGE),
    /** Segments are missing, but received already, waiting at PostgreSQL, or due only now. */
    IN_FLIGHT(Severity.NOTICE),
    /** Segments are missing that only backups kept without later WAL come before. */
    REMOVED_BY_RETENTION(Severity.NOTICE),
    /** PostgreSQL says that a file was archived, but the archive lacks it. */
    FAILOVER_HOLE(Severity.DAMAGE),
    /** PostgreSQL was allowed to recycle a file unconfirmed, and the archive lacks it. */
    RECORDED_HOLE(Severity.DAMAGE),
    /** PostgreSQL was allowed to recycle a file unconfirmed, but the archive has it. */
    HEALED_HOLE(Severity.NOTICE),
    /** A WAL file's pages or records are not as PostgreSQL wrote them. */
    DAMAGED(Severity.DAMAGE),
    /** A segment ends before its end. */
    UNFINISHED(Severity.DAMAGE),
    /** A WAL file is another one than its name or place says. */
    FOREIGN(Severity.DAMAGE),
    /** A stored file cannot be decompressed. */
    UNDECODABLE(Severity.DAMAGE),
    /** Behind a segment switch stands something that this version of PostgreSQL does not leave there; it is never read. */
    STRAY_TAIL(Severity.NOTICE),
    /** A file is encrypted, so nothing can be said of its content. */
    ENCRYPTED(Severity.DOUBT),
    /** A version of PostgreSQL that this library does not know wrote the file. */
    UNKNOWN_VERSION(Severity.DOUBT),
    /** A file was listed, but could not be read. */
    NOT_READ(Severity.DOUBT),
    /** A timeline history or backup history file does not say what one says. */
    INVALID_HISTORY(Severity.DAMAGE),
    /** A timeline has segments but no history file, so recovery cannot follow it. */
    MISSING_HISTORY(Severity.DAMAGE),
    /** Two timeline histories contradict each other. */
    CONFLICTING_HISTORIES(Severity.DAMAGE),
    /** A segment lies before the beginning of its timeline. */
    MISPLACED(Severity.DOUBT),
    /** A refused file holds nothing that the archived one of its name does not. */
    HARMLESS_DUPLICATE(Severity.NOTICE),
    /** A refused file holds what the archived one of its name does not. */
    DIFFERENT_DUPLICATE(Severity.DOUBT),
    /** The archive's own list of files and its files disagree. */
    CATALOGUE_DRIFT(Severity.NOTICE),
    /** Something in the archive is no WAL file. */
    STRANGER(Severity.NOTICE),
    /** The archive holds no segment at all. */
    EMPTY_ARCHIVE(Severity.DOUBT),
    /** Barman says that the backup failed. */
    FAILED_BACKUP(Severity.DAMAGE),
    /** The backup is not finished, or was abandoned. */
    UNFINISHED_BACKUP(Severity.DOUBT),
    /** It could not be looked at the WAL that the backup needs. */
    WAL_NOT_READ(Severity.DOUBT),
    /** The archive lacks WAL that the backup needs, but the backup holds it itself. */
    OWN_WAL(Severity.NOTICE),
    /** The backup cannot be rolled forward to the time or restore point that was asked for. */
    TARGET_OUT_OF_REACH(Severity.DAMAGE),
    /** The backup is an incremental one: of no use without those that it builds on, which were not looked at. */
    INCREMENTAL_BACKUP(Severity.DOUBT),
    /** The backup's files are elsewhere, in a snapshot of storage for example. */
    FILES_ELSEWHERE(Severity.DOUBT),
    /** The backup has no manifest, so that its files can be judged by what they hold only. */
    NO_MANIFEST(Severity.NOTICE),
    /** The backup's manifest is damaged, or none. */
    INVALID_MANIFEST(Severity.DAMAGE),
    /** A file of the backup is not there. */
    MISSING_FILE(Severity.DAMAGE),
    /** There is a file that the backup's manifest does not list. */
    EXTRA_FILE(Severity.DAMAGE),
    /** A file of the backup has another length. */
    WRONG_SIZE(Severity.DAMAGE),
    /** A file of the backup has other content. */
    WRONG_CHECKSUM(Severity.DAMAGE),
    /** Something in the backup is neither a file nor a directory. */
    NO_REGULAR_FILE(Severity.DAMAGE),
    /** A file that every data directory has is not what it should be. */
    INVALID_FILE(Severity.DAMAGE),
    /** Two parts of a backup contradict each other: they are of different clusters, versions or backups. */
    CONTRADICTION(Severity.DAMAGE),
    /** A data page does not match its checksum. */
    PAGE_CHECKSUM(Severity.DAMAGE),
    /** A waiver covers a loss no longer, or covers nothing. */
    IDLE_WAIVER(Severity.NOTICE);

    private final Severity severity;

    FindingKind(Severity severity) {
        this.severity = severity;
    }

    /** {@return what it means for a restore} */
    public Severity severity() {
        return severity;
    }

    /** {@return the word for machines: lower case, with underscores} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
