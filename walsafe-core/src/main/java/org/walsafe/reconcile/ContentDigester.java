package org.walsafe.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.walsafe.wal.Sha256;

/** Digests and counts content in one pass. */
final class ContentDigester {

    private static final int BUFFER_BYTES = 256 << 10;

    private final MessageDigest engine = Sha256.engine();
    private long size;

    void take(byte[] bytes, int length) {
        engine.update(bytes, 0, length);
        size += length;
    }

    void takeAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            take(buffer, read);
        }
    }

    ContentDigest finish() {
        return new ContentDigest(size, Sha256.of(engine));
    }
}
