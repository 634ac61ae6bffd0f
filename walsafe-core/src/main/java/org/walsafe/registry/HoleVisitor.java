package org.walsafe.registry;

import org.walsafe.wal.WalFileName;

/**
 * Receives the holes that a registry records, one at a time, in no particular order.
 *
 * @since 0.1.0
 */
public interface HoleVisitor {

    /** A hole: nobody had confirmed this file when PostgreSQL was allowed to recycle it. */
    void hole(Hole hole);

    /**
     * Something stands where the record of a hole would, and is none; whether {@code file} was let go, nobody knows.
     *
     * @param file the WAL file
     * @param reason what is wrong with it, naming the record and its place
     */
    void invalid(WalFileName file, String reason);
}
