package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostFlush;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * An archive that is one directory of files under their own names, as {@code cp} or {@code pg_receivewal} leave them. Files
 * may be compressed; their names are the plain ones.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class DirectoryArchive implements WalArchive {

    private final Host host;
    private final HostPath directory;
    private final ArchiveDurability durability;

    /**
     * The archive in {@code directory}, whose files are {@linkplain ArchiveDurability#FLUSHED_BY_US flushed by us}; nothing
     * is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directory the directory
     */
    public DirectoryArchive(Host host, HostPath directory) {
        this(host, directory, ArchiveDurability.FLUSHED_BY_US);
    }

    /**
     * The archive in {@code directory}; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directory the directory
     * @param durability whether what is seen there is durable
     */
    public DirectoryArchive(Host host, HostPath directory, ArchiveDurability durability) {
        this.host = host;
        this.directory = directory;
        this.durability = durability;
    }

    @Override
    public String location() {
        return host.name() + ":" + directory;
    }

    /** {@return empty: a directory of files does not say whose they are} */
    @Override
    public Optional<SystemIdentifier> systemIdentifier() {
        return Optional.empty();
    }

    @Override
    public boolean holds(WalFileName file) throws IOException {
        Optional<FileStatus> status = host.files().status(directory.child(file.text()));
        if (status.isEmpty()) {
            requireDirectory();
        }
        return status.isPresent() && status.get().kind() == FileKind.REGULAR;
    }

    @Override
    public void list(ArchiveVisitor visitor) throws IOException {
        host.files().list(directory, name -> {
            WalFileName.tryParse(name).ifPresentOrElse(visitor::walFile, () -> visitor.stranger(name));
            return DirectoryVisitor.Next.CONTINUE;
        });
    }

    @Override
    public Optional<StoredWalFile> open(WalFileName file) throws IOException {
        HostPath path = directory.child(file.text());
        Optional<FileStatus> status = host.files().status(path);
        if (status.isEmpty() || status.get().kind() != FileKind.REGULAR) {
            requireDirectory();
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new StoredWalFile(host.files().read(path, 0), status.get().size(), host.name() + ":" + path));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    @Override
    public void makeDurable(List<WalFileName> files) throws IOException {
        if (durability == ArchiveDurability.FLUSHED_BY_US) {
            List<HostPath> paths = new ArrayList<>();
            files.forEach(file -> paths.add(directory.child(file.text())));
            paths.add(directory);
            HostFlush.flush(host, paths);
        }
    }

    /** An archive that is not mounted must not look like one that is empty. */
    private void requireDirectory() throws IOException {
        if (host.files().status(directory).isEmpty()) {
            throw new NoSuchFileException(location(), null, "the archive directory is not there");
        }
    }
}
