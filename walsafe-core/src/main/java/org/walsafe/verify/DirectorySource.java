package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Consumer;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
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
public final class DirectorySource implements ArchiveSource {

    private final Host host;
    private final HostPath directory;

    /**
     * The archive in {@code directory}; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directory the directory
     */
    public DirectorySource(Host host, HostPath directory) {
        this.host = host;
        this.directory = directory;
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
    public void list(Consumer<WalFileName> files, Consumer<String> strangers) throws IOException {
        host.files().list(directory, name -> {
            WalFileName.tryParse(name).ifPresentOrElse(files, () -> strangers.accept(name));
            return DirectoryVisitor.Next.CONTINUE;
        });
    }

    @Override
    public Optional<StoredFile> find(WalFileName file) throws IOException {
        HostPath path = directory.child(file.text());
        Optional<FileStatus> status = host.files().status(path);
        if (status.isPresent() && status.get().kind() != FileKind.REGULAR) {
            throw new FileSystemException(host.name() + ":" + path, null, "it is no regular file");
        }
        if (status.isEmpty() && host.files().status(directory).isEmpty()) {
            throw new NoSuchFileException(location(), null, "the archive directory is not there");
        }
        return status.map(found -> new StoredFile(found.size(), found.modified()));
    }

    @Override
    public InputStream open(WalFileName file) throws IOException {
        return host.files().read(directory.child(file.text()), 0);
    }
}
