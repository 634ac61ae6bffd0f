package org.walsafe.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * Where to learn which WAL files PostgreSQL waits to have archived: its {@code archive_status} directory, seen over any
 * connection.
 *
 * <p>A source that cannot look throws; it never answers with an empty listing. Implementations are thread-safe. Every method
 * but {@link #location()} blocks.
 *
 * @since 0.1.0
 */
public interface ArchiveStatusSource {

    /** {@return where the files are, for messages; never holds a secret} */
    String location();

    /**
     * {@return the cluster whose files these are}
     *
     * @throws IOException when nobody could look, or the files do not tell
     */
    ClusterIdentity cluster() throws IOException;

    /**
     * Reads {@code archive_status} and after it the directory above, in this order: a status file that is being renamed may
     * escape a directory listing, but the WAL file that it speaks of is there until a later checkpoint, so whatever neither
     * listing shows is gone.
     *
     * @return what is there
     * @throws IOException when either could not be read to its end
     */
    ArchiveStatusListing read() throws IOException;

    /**
     * {@return since when {@code file} has been waiting, by the clock of PostgreSQL's machine; empty when it does not wait}
     *
     * @param file a WAL file
     * @throws IOException when nobody could look
     */
    Optional<Instant> waitingSince(WalFileName file) throws IOException;
}
