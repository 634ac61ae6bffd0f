package org.walsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.Sha256;

/** The digest of a file on a host, read once. */
final class FileDigest implements OfferedDigest {

    private static final int BUFFER_BYTES = 1 << 18;

    private final HostFiles files;
    private final HostPath path;
    private @Nullable Reading found;

    FileDigest(HostFiles files, HostPath path) {
        this.files = files;
        this.path = path;
    }

    @Override
    public synchronized Reading read() {
        Reading reading = found;
        if (reading == null) {
            reading = compute();
            found = reading;
        }
        return reading;
    }

    private Reading compute() {
        MessageDigest engine = Sha256.engine();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = files.read(path, 0)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                engine.update(buffer, 0, count);
            }
            return new Reading.Digest(Sha256.of(engine));
        } catch (IOException e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }
}
