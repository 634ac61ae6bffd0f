package org.walsafe.verify;

import java.time.Instant;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.Lsn;

/**
 * How far it must be possible to roll a base backup forward. All WAL up to there is looked at.
 *
 * <p>All kinds are immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface BackupTarget {

    /** Nowhere: its files are looked at, and no WAL. Then "good" does not mean that a restore works. */
    BackupTarget FILES_ALONE = new FilesAlone();

    /** To where it is consistent: the least that a restore needs. */
    BackupTarget CONSISTENCY = new Consistency();

    /** To the newest WAL that the archive has. */
    BackupTarget NEWEST = new Newest();

    /** See {@link #FILES_ALONE}. */
    record FilesAlone() implements BackupTarget {

        /** For people. */
        @Override
        public String toString() {
            return "nowhere";
        }
    }

    /** See {@link #CONSISTENCY}. */
    record Consistency() implements BackupTarget {

        /** For people. */
        @Override
        public String toString() {
            return "consistency";
        }
    }

    /** See {@link #NEWEST}. */
    record Newest() implements BackupTarget {

        /** For people. */
        @Override
        public String toString() {
            return "the newest WAL";
        }
    }

    /**
     * To a position.
     *
     * @param lsn the position ({@code recovery_target_lsn})
     */
    record AtLsn(Lsn lsn) implements BackupTarget {

        /** For people. */
        @Override
        public String toString() {
            return "LSN " + lsn;
        }
    }

    /**
     * To a time: some transaction must have been committed then or later, or PostgreSQL 13 and newer give up.
     *
     * @param time the time ({@code recovery_target_time})
     */
    record AtTime(Instant time) implements BackupTarget {

        /** For people. */
        @Override
        public String toString() {
            return "time " + time;
        }
    }

    /**
     * To a restore point.
     *
     * @param name its name ({@code recovery_target_name})
     */
    record AtRestorePoint(String name) implements BackupTarget {

        /** For people. */
        @Override
        public String toString() {
            return "restore point " + PrintableText.quoted(name);
        }
    }
}
