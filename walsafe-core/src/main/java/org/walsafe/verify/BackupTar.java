package org.walsafe.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
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
        try (Entries entries = open(stored)) {
            while (entries.next()) {
                taker.take(prefix + entries.path(), entries.stored().size(), entries.content());
            }
        }
    }

    /** Begins to read it; closes what is stored at the end, or where it fails. */
    Entries open(InputStream stored) throws IOException {
        try {
            return new Entries(DecodingStream.open(stored, file.name(), Long.MAX_VALUE));
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    /** The plain files within it, one after another. For one thread. */
    static final class Entries implements Closeable {

        private final DecodingStream decoded;
        private final TarArchiveInputStream tar;
        private @Nullable TarArchiveEntry entry;

        Entries(DecodingStream decoded) {
            this.decoded = decoded;
            this.tar = new TarArchiveInputStream(decoded, BYTES.name());
        }

        /** Goes to the next file; behind the last, reads on for the codec's own checks. */
        boolean next() throws IOException {
            do {
                entry = tar.getNextEntry();
            } while (entry != null && !isPlainFile(entry));
            if (entry == null) {
                decoded.transferTo(OutputStream.nullOutputStream());
            }
            return entry != null;
        }

        private static boolean isPlainFile(TarArchiveEntry entry) {
            return entry.isFile() && !entry.isLink() && !entry.isSymbolicLink();
        }

        /** The file's path in the tar file. */
        String path() throws IOException {
            return plain(current().getName());
        }

        StoredFile stored() {
            return new StoredFile(
                    current().getSize(), current().getLastModifiedTime().toInstant());
        }

        InputStream content() {
            return tar;
        }

        private TarArchiveEntry current() {
            if (entry == null) {
                throw new IllegalStateException("there is no next file");
            }
            return entry;
        }

        @Override
        public void close() throws IOException {
            tar.close();
        }
    }

    /** A name without what a tar program may put before it; one that leads elsewhere is refused. */
    private static String plain(String stored) throws IOException {
        String name = text(stored);
        String path = name.startsWith("./") ? name.substring(2) : name;
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\0') >= 0) {
                throw new IOException("it holds a path that leads elsewhere: " + PrintableText.quoted(name));
            }
        }
        return path;
    }

    /** Only the names of another tar program's extended headers have been decoded already. */
    private static String text(String stored) {
        byte[] bytes = stored.getBytes(BYTES);
        return new String(bytes, BYTES).equals(stored) ? FileNameText.of(bytes) : stored;
    }
}
