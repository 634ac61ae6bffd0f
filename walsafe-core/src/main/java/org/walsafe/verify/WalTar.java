package org.walsafe.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostFiles;
import org.walsafe.io.BlockInputStream;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * WAL files within a tar file of a backup, read in the stream: {@code pg_wal.tar} of a backup with {@code --wal-method=stream},
 * {@code base.tar} of one with {@code fetch}.
 *
 * <p>A tar file can only be read from its beginning; who asks for its files in the order in which they are in it, as servers
 * write them in the order of the log, has it read once. Thread-safe.
 */
final class WalTar implements ArchiveSource, Closeable {

    private final HostFiles files;
    private final String host;
    private final BackupTar tar;
    private final Map<WalFileName, Place> places = new HashMap<>();
    private @Nullable Cursor idle;
    private boolean listed;

    /**
     * The WAL in a tar file; nothing is read yet.
     *
     * @param tar the file, with what its WAL files' names begin with in it
     */
    WalTar(BackupPlace place, BackupTar tar) {
        this.files = place.host().files();
        this.host = place.host().name();
        this.tar = tar;
    }

    private record Place(int number, StoredFile stored) {}

    @Override
    public String location() {
        return host + ":" + tar.file();
    }

    @Override
    public Optional<SystemIdentifier> systemIdentifier() {
        return Optional.empty();
    }

    @Override
    public void list(Consumer<WalFileName> taker, Consumer<String> strangers) throws IOException {
        places().keySet().forEach(taker);
    }

    private synchronized Map<WalFileName, Place> places() throws IOException {
        if (!listed) {
            try (Cursor cursor = new Cursor()) {
                for (Optional<WalFileName> file = cursor.next(); file.isPresent(); file = cursor.next()) {
                    places.put(file.get(), new Place(cursor.number, cursor.entries.stored()));
                }
            }
            listed = true;
        }
        return places;
    }

    @Override
    public Optional<StoredFile> find(WalFileName file) throws IOException {
        return Optional.ofNullable(places().get(file)).map(Place::stored);
    }

    @Override
    public InputStream open(WalFileName file) throws IOException {
        Place place = places().get(file);
        if (place == null) {
            throw new NoSuchFileException(location(), null, file + " is not in it");
        }
        Cursor cursor = cursorBefore(place.number());
        try {
            while (cursor.number < place.number()) {
                cursor.next();
            }
        } catch (IOException e) {
            cursor.close();
            throw e;
        }
        return new Content(cursor);
    }

    private synchronized Cursor cursorBefore(int number) throws IOException {
        Cursor taken = idle;
        idle = null;
        if (taken != null && taken.number < number) {
            return taken;
        }
        if (taken != null) {
            taken.close();
        }
        return new Cursor();
    }

    private synchronized void giveBack(Cursor cursor) throws IOException {
        Cursor other = idle;
        idle = cursor;
        if (other != null) {
            other.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        Cursor last = idle;
        idle = null;
        if (last != null) {
            last.close();
        }
    }

    /** The tar file while it is read. For one thread. */
    private final class Cursor implements Closeable {

        private final BackupTar.Entries entries;
        private int number;

        Cursor() throws IOException {
            entries = tar.open(files.read(tar.file(), 0));
        }

        /** Goes to the next WAL file. */
        Optional<WalFileName> next() throws IOException {
            while (entries.next()) {
                String path = entries.path();
                Optional<WalFileName> file = path.startsWith(tar.prefix())
                        ? WalFileName.tryParse(path.substring(tar.prefix().length()))
                        : Optional.empty();
                if (file.isPresent()) {
                    number++;
                    return file;
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            entries.close();
        }
    }

    /** One file's content. */
    private final class Content extends BlockInputStream {

        private final Cursor cursor;
        private boolean closed;

        Content(Cursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return cursor.entries.content().read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                giveBack(cursor);
            }
        }
    }
}
