package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import org.walsafe.error.PrintableText;
import org.walsafe.host.HostUnreachableException;

/** Words the failures of a copy, in one place. */
final class Failures {

    private static final String ANOTHER_BACKUP =
            "Clone from another backup, and have this one looked at with 'walsafe verify backup'.";

    private Failures() {}

    static CopyFailedException damaged(BackupCopySource backup, String path, String what) {
        return new CopyFailedException(
                CopyFailure.DAMAGED_BACKUP,
                backup.name() + " is damaged: " + PrintableText.quoted(path) + ' ' + what,
                ANOTHER_BACKUP);
    }

    static CopyFailedException damaged(BackupCopySource backup, IOException e) {
        return new CopyFailedException(
                CopyFailure.DAMAGED_BACKUP, backup.name() + " is damaged: " + e.getMessage(), ANOTHER_BACKUP, e);
    }

    static CopyFailedException hostile(BackupCopySource backup, String path, String what) {
        return new CopyFailedException(
                CopyFailure.HOSTILE_BACKUP,
                backup.name() + " holds " + PrintableText.quoted(path) + ", " + what,
                "No backup of PostgreSQL's holds such a thing: find out who put it there.");
    }

    /** What a failure at the source means. */
    static CopyFailedException atSource(BackupCopySource backup, IOException e) {
        if (e instanceof InterruptedIOException) {
            return interrupted();
        }
        if (e instanceof HostUnreachableException unreachable) {
            return unreachable(backup, unreachable);
        }
        if (e instanceof NoSuchFileException) {
            return new CopyFailedException(
                    CopyFailure.BACKUP_CHANGED,
                    backup.name() + " changed while it was copied: " + e.getMessage(),
                    "Barman's retention policy may have deleted it: clone from a newer backup, and see 'barman keep'.",
                    e);
        }
        return new CopyFailedException(
                CopyFailure.SOURCE_UNREADABLE,
                backup.name() + " cannot be read: " + e.getMessage(),
                "See to the file and its permissions on the Barman host, and clone again: what was copied is kept.",
                e);
    }

    static CopyFailedException unreachable(BackupCopySource backup, HostUnreachableException e) {
        return new CopyFailedException(
                CopyFailure.SOURCE_UNREACHABLE,
                backup.name() + " cannot be reached: " + e.getMessage(),
                e.hint().orElse("Clone again when the Barman host can be reached: what was copied is kept."),
                e);
    }

    static CopyFailedException unwritable(Object path, IOException e) {
        if (e instanceof InterruptedIOException || e instanceof java.nio.channels.ClosedByInterruptException) {
            return interrupted();
        }
        return new CopyFailedException(
                CopyFailure.TARGET_UNWRITABLE,
                path + " cannot be written: " + reason(e),
                "See to the space and the permissions there, and clone again: what was copied is kept.",
                e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    static CopyFailedException inUse(String what) {
        return new CopyFailedException(
                CopyFailure.TARGET_IN_USE, what, "Stop it, or name another data directory; then clone again.");
    }

    static CopyFailedException notEmpty(Object path) {
        return new CopyFailedException(
                CopyFailure.TARGET_NOT_EMPTY,
                path + " holds files already",
                "Empty it, name another directory, or ask for its files to be replaced.");
    }

    static CopyFailedException late() {
        return new CopyFailedException(
                CopyFailure.DEADLINE_PASSED,
                "the copy took longer than it may",
                "Clone again, with a longer deadline: what was copied is kept.");
    }

    static CopyFailedException interrupted() {
        return new CopyFailedException(
                CopyFailure.INTERRUPTED, "the copy was interrupted", "Clone again: what was copied is kept.");
    }
}
