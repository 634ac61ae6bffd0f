package org.walsafe.directory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Consumer;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * One directory of WAL files, as {@code cp} or {@code pg_receivewal} leave them: under their own names, or with the suffix of
 * their compression. A directory that is not there is never an empty one.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @param host the machine it is on; stays the caller's to close
 * @param path the directory
 */
public record WalDirectory(Host host, HostPath path) {

    /** {@return host and directory, for messages} */
    public String location() {
        return host.name() + ":" + path;
    }

    /**
     * Shows every name, in no particular order. A file that is there twice, compressed and not, is shown twice.
     *
     * @throws IOException when the listing could not be read to its end
     */
    public void list(Consumer<WalFileName> files, Consumer<String> strangers) throws IOException {
        host.files().list(path, name -> {
            StoredName.tryParse(name)
                    .ifPresentOrElse(stored -> files.accept(stored.file()), () -> strangers.accept(name));
            return DirectoryVisitor.Next.CONTINUE;
        });
    }

    /**
     * {@return the entry of a file, whatever its kind, the one that is not compressed first; or empty where there is none}
     *
     * @throws IOException when nobody could look
     */
    public Optional<Entry> find(WalFileName file) throws IOException {
        for (StoredName name : StoredName.of(file)) {
            HostPath entry = path.child(name.text());
            Optional<FileStatus> status = host.files().status(entry);
            if (status.isPresent()) {
                return Optional.of(new Entry(entry, status.get()));
            }
        }
        requireDirectory();
        return Optional.empty();
    }

    /** {@return an entry's bytes as they are stored; the caller closes the stream} */
    public InputStream open(Entry entry) throws IOException {
        return host.files().read(entry.path(), 0);
    }

    /** {@return host and path of an entry, for messages} */
    public String location(Entry entry) {
        return host.name() + ":" + entry.path();
    }

    private void requireDirectory() throws IOException {
        if (host.files().status(path).isEmpty()) {
            throw new NoSuchFileException(location(), null, "the archive directory is not there");
        }
    }

    /**
     * What stands in the directory for a WAL file.
     *
     * @param path its path
     * @param status what it is
     */
    public record Entry(HostPath path, FileStatus status) {}
}
