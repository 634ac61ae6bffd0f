package org.walsafe.barman;

import org.walsafe.wal.WalFileName;

/**
 * Receives what a listing of WAL files finds, one entry at a time, in no particular order.
 *
 * @since 0.1.0
 */
public interface CatalogueVisitor {

    /**
     * Takes the name of a WAL file that stands where a file of its name belongs. Neither its kind nor its content was
     * looked at.
     *
     * @param file the name
     */
    void walFile(WalFileName file);

    /**
     * Takes the name of anything else but Barman's own temporary files and lists.
     *
     * @param name the name as it stands, of any form; with the directory before it when it is not in the topmost one
     */
    void stranger(String name);
}
