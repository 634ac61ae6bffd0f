package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.walsafe.codec.DecodingStream;
import org.walsafe.error.PrintableText;
import org.walsafe.host.FileNameText;
import org.walsafe.host.HostPath;

/**
 * One tar file of a backup.
 *
 * @param file the file
 * @param prefix what to put before the names in it
 */
record BackupTar(HostPath file, String prefix) {

    /** What keeps every byte of a name as one character: PostgreSQL stores names as they are. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /** Takes the content of one file within it. */
    @FunctionalInterface
    interface Taker {
        void take(String path, long size, InputStream content) throws IOException;
    }

    /** Reads it to its end, decompressed in passing. */
    void read(InputStream stored, Taker taker) throws IOException {
        try (DecodingStream decoded = DecodingStream.open(stored, file.name(), Long.MAX_VALUE);
                TarArchiveInputStream tar = new TarArchiveInputStream(decoded, BYTES.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink()) {
                    taker.take(prefix + plain(entry.getName()), entry.getSize(), tar);
                }
            }
            decoded.transferTo(OutputStream.nullOutputStream()); // behind the end mark, for the codec's own checks
        }
    }

    /** Only the names of another tar program's extended headers have been decoded already. */
    private static String text(String stored) {
        byte[] bytes = stored.getBytes(BYTES);
        return new String(bytes, BYTES).equals(stored) ? FileNameText.of(bytes) : stored;
    }

    /** A name without what a tar program may put before it; one that leads elsewhere is refused. */
    private static String plain(String stored) throws IOException {
        String name = text(stored);
        String path = name.startsWith("./") ? name.substring(2) : name;
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..")) {
                throw new IOException("it holds a path that leads elsewhere: " + PrintableText.quoted(name));
            }
        }
        return path;
    }
}
