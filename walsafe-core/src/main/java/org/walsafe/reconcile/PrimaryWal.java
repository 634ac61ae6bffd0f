package org.walsafe.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL's own WAL files, to compare the archive's with: the seam for every connection that can read them.
 *
 * <p>Ask for a file only while PostgreSQL waits to have it archived: until then its name may stand for unfinished or
 * recycled content. Implementations are thread-safe. Every method but {@link #location()} blocks.
 *
 * @since 0.1.0
 */
public interface PrimaryWal {

    /** {@return where the files are, for messages; never holds a secret} */
    String location();

    /**
     * {@return the size and SHA-256 of {@code file}, or empty when PostgreSQL no longer has it}
     *
     * @param file a WAL file
     * @throws IOException when nobody could look
     */
    Optional<ContentDigest> digest(WalFileName file) throws IOException;

    /**
     * Opens a file at its beginning; the caller closes it.
     *
     * @param file a WAL file
     * @return its content, or empty when PostgreSQL no longer has it
     * @throws IOException when nobody could look, or the file may not be read
     */
    Optional<InputStream> open(WalFileName file) throws IOException;
}
