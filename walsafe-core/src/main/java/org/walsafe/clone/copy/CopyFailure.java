package org.walsafe.clone.copy;

/**
 * Why a backup was not copied.
 *
 * @since 0.1.0
 */
public enum CopyFailure {
    /** A file of the backup is not what the manifest or its own hash says, is missing, or is listed nowhere. */
    DAMAGED_BACKUP,
    /** The backup went away, or changed, while it was copied. */
    BACKUP_CHANGED,
    /** The backup holds something that no backup should, such as a path that leads out of it. */
    HOSTILE_BACKUP,
    /** The source could not be reached for longer than {@link CopyLimits#patience}. */
    SOURCE_UNREACHABLE,
    /** A file at the source could not be read. */
    SOURCE_UNREADABLE,
    /** A file here could not be written: no space, no permission, a failing disk. */
    TARGET_UNWRITABLE,
    /** The target holds files, and {@link ExistingData#REFUSE} was asked for. */
    TARGET_NOT_EMPTY,
    /** A server is running in the target, or another copy into it is under way. */
    TARGET_IN_USE,
    /** It took longer than {@link CopyLimits#deadline}. */
    DEADLINE_PASSED,
    /** The thread was interrupted. */
    INTERRUPTED
}
