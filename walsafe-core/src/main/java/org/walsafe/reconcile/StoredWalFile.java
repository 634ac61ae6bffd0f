package org.walsafe.reconcile;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * A WAL file as an archive stores it, compressed or not, open at its beginning. For one thread, and to be closed.
 *
 * @param stored its bytes
 * @param storedSize how many bytes there are, as stored
 * @param location which file it is and where, for messages
 * @since 0.1.0
 */
public record StoredWalFile(InputStream stored, long storedSize, String location) implements Closeable {

    @Override
    public void close() throws IOException {
        stored.close();
    }
}
