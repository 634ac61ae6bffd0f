package org.walsafe.reconcile;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * What holds the archived WAL files of one cluster: the seam for every kind of archive. It says what is stored; whether
 * that is any good is for {@link ArchiveExaminer} to find out.
 *
 * <p>A file counts as held once it has its final name in its final place. An archive that cannot look throws; it never says
 * "absent" instead.
 *
 * <p>Implementations are thread-safe. Every method but {@link #location()} blocks.
 *
 * @since 0.1.0
 */
public interface WalArchive {

    /** {@return where the archive is, for messages; never holds a secret} */
    String location();

    /**
     * {@return the cluster that the archive says it is for, or empty when it keeps no such record}
     *
     * @throws IOException when nobody could look
     */
    Optional<SystemIdentifier> systemIdentifier() throws IOException;

    /**
     * {@return whether the archive has a file of this name, whatever is in it}
     *
     * @param file a WAL file
     * @throws IOException when nobody could look
     */
    boolean holds(WalFileName file) throws IOException;

    /**
     * Shows every file to {@code visitor}, in no particular order, without keeping the listing in memory.
     *
     * @param visitor takes the names
     * @throws IOException when the listing could not be read to its end
     */
    void list(ArchiveVisitor visitor) throws IOException;

    /**
     * Opens a file as it is stored; the caller closes it.
     *
     * @param file a WAL file
     * @return the file, or empty when the archive looked and has none of this name
     * @throws IOException when nobody could look, or the file may not be read
     */
    Optional<StoredWalFile> open(WalFileName file) throws IOException;

    /**
     * Sees to it that files would outlive a crash of the archive's machine. Called before they are confirmed: a file may
     * stand under its final name before whoever put it there has flushed it.
     *
     * @param files some of those that the archive holds, one at least
     * @throws IOException when that is not certain of all of them
     */
    void makeDurable(List<WalFileName> files) throws IOException;
}
