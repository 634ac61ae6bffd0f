package org.walsafe.reconcile;

import org.walsafe.wal.WalFileName;

/**
 * Something about one WAL file that reconciling cannot put right by itself.
 *
 * @param kind what kind of thing
 * @param file the WAL file
 * @param sentence what was found, where, without its full stop
 * @since 0.1.0
 */
public record ReconcileFinding(Kind kind, WalFileName file, String sentence) {

    /** The kinds of finding. */
    public enum Kind {
        /** PostgreSQL waits for the file and the archive does not have it: yet, or any more. */
        MISSING,
        /** The registry holds a confirmation that contradicts; it stays until somebody withdraws it. */
        CONFLICT,
        /** The archived file is not fit to be confirmed. */
        UNUSABLE,
        /** The archived file is not the one that PostgreSQL has. */
        DIFFERENT,
        /** The archived file, or the one to compare it with, could not be read. */
        UNREADABLE
    }
}
