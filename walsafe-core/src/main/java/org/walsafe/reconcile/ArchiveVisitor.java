package org.walsafe.reconcile;

import org.walsafe.wal.WalFileName;

/**
 * Receives what an archive lists, one entry at a time, in no particular order.
 *
 * @since 0.1.0
 */
public interface ArchiveVisitor {

    /**
     * Takes the name of a WAL file; its content is not read.
     *
     * @param file the name
     */
    void walFile(WalFileName file);

    /**
     * Takes a name that belongs to no WAL file.
     *
     * @param name the name as it stands in the archive, of any form
     */
    void stranger(String name);
}
