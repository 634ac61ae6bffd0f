package org.walsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;

/** {@code global/pg_control}, of which only the first field is read: the system identifier, in every version. */
final class ControlFile {

    private ControlFile() {}

    /** The identifier of the cluster in {@code dataDirectory}. */
    static SystemIdentifier systemIdentifier(HostFiles files, HostPath dataDirectory) throws IOException {
        HostPath control = dataDirectory.child("global").child("pg_control");
        try (InputStream in = files.read(control, 0)) {
            byte[] start = in.readNBytes(Long.BYTES);
            if (start.length < Long.BYTES) {
                throw new IOException(control + " ends after " + start.length + " bytes");
            }
            return new SystemIdentifier(
                    ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong());
        }
    }
}
