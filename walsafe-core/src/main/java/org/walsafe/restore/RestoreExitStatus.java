package org.walsafe.restore;

import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * The exit statuses of a {@code restore_command}.
 *
 * <p>PostgreSQL (9.2 to 18, {@code xlogarchive.c}) takes 0 for "restored", 1 to 125 for "there is no such file", and everything
 * above for "stop". What "there is no such file" leads to depends on who asks ({@link RestoreMode}):
 *
 * <ul>
 *   <li>A recovery ends there, and the server opens on a new timeline. So it is told 1 only for a file that is proven absent; any
 *       failure is the same number {@value #STOP} higher, and recovery stops. Never 143, which PostgreSQL takes for an orderly
 *       shutdown.
 *   <li>A standby asks again, and a number above 125 would take it down. So a failure is 2 to 6.
 *   <li>For a timeline history, "there is no such file" means that the timeline is free to be taken, or has no parents: at a
 *       standby's promotion as much as in a recovery. So a failure stops either, a standby only after a day of asking again
 *       ({@link RestoreLimits#suiting}).
 * </ul>
 *
 * @since 0.1.0
 */
public enum RestoreExitStatus {
    /** The file is at its destination. */
    RESTORED(0, "restored: the file is at its destination, checked and durable"),
    /** Every source looked. */
    PROVEN_ABSENT(1, "absent: every source looked, and none has the file"),
    /** Nobody could look; the number that {@code barman-wal-restore} has for a failure of ssh. */
    UNREACHABLE(2, "unreachable: a source could not be looked at"),
    /** Wrong arguments, or the destination cannot be written; the number that {@code barman-wal-restore} has for the latter. */
    REFUSED(3, "refused: wrong arguments, or the destination cannot be written"),
    /** The archive lacks the file. */
    HOLE(4, "hole: the file is missing, for later ones are there"),
    /** The file is damaged, or another's. */
    CORRUPT(5, "corrupt: the file is damaged, or is not the one of that name"),
    /** There was no answer in time. */
    TIMED_OUT(6, "timed out: there was no answer in time");

    /** How much higher the number of a failure is where it must stop PostgreSQL. */
    public static final int STOP = 200;

    private final int code;
    private final String meaning;

    RestoreExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /**
     * {@return what an outcome is}
     *
     * @param outcome the outcome
     */
    public static RestoreExitStatus of(RestoreOutcome outcome) {
        if (outcome instanceof RestoreOutcome.Restored) {
            return RESTORED;
        }
        if (outcome instanceof RestoreOutcome.ProvenAbsent) {
            return PROVEN_ABSENT;
        }
        if (outcome instanceof RestoreOutcome.Hole) {
            return HOLE;
        }
        if (outcome instanceof RestoreOutcome.Corrupt) {
            return CORRUPT;
        }
        if (outcome instanceof RestoreOutcome.TimedOut) {
            return TIMED_OUT;
        }
        return outcome instanceof RestoreOutcome.Undelivered ? REFUSED : UNREACHABLE;
    }

    /**
     * {@return the number to end with}
     *
     * @param file the file that was asked for
     * @param mode who asked
     */
    public int code(WalFileName file, RestoreMode mode) {
        return code(mode == RestoreMode.STANDBY && file instanceof TimelineHistoryName ? RestoreMode.RECOVERY : mode);
    }

    /**
     * {@return the number to end with where no file could be made out, or for a segment}
     *
     * @param mode who asked
     */
    public int code(RestoreMode mode) {
        boolean answer = this == RESTORED || this == PROVEN_ABSENT;
        return answer || mode != RestoreMode.RECOVERY ? code : STOP + code;
    }

    /**
     * {@return the table of all of them, for {@code --help}: a line each, with the number for a standby's segments and for whoever
     * else asks, then that for a recovery and for a standby's timeline histories}
     */
    public static String table() {
        StringBuilder table = new StringBuilder();
        for (RestoreExitStatus status : values()) {
            table.append(
                    String.format("  %d  %-3d  %s\n", status.code, status.code(RestoreMode.RECOVERY), status.meaning));
        }
        return table.toString();
    }
}
