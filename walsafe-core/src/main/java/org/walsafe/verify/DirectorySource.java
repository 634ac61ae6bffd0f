package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Consumer;
import org.walsafe.directory.WalDirectory;
import org.walsafe.host.FileKind;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * An archive that is one directory of files as {@code cp}, {@code pg_receivewal} or {@code gzip} leave them: under their own
 * names, or with the suffix of their compression, which their content tells.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class DirectorySource implements ArchiveSource {

    private final WalDirectory directory;

    /**
     * The archive in {@code directory}; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param directory the directory
     */
    public DirectorySource(Host host, HostPath directory) {
        this.directory = new WalDirectory(host, directory);
    }

    @Override
    public String location() {
        return directory.location();
    }

    /** {@return empty: a directory of files does not say whose they are} */
    @Override
    public Optional<SystemIdentifier> systemIdentifier() {
        return Optional.empty();
    }

    @Override
    public void list(Consumer<WalFileName> files, Consumer<String> strangers) throws IOException {
        directory.list(files, strangers);
    }

    @Override
    public Optional<StoredFile> find(WalFileName file) throws IOException {
        return entry(file).map(entry -> StoredFile.of(entry.status()));
    }

    @Override
    public InputStream open(WalFileName file) throws IOException {
        Optional<WalDirectory.Entry> entry = entry(file);
        if (entry.isEmpty()) {
            throw new NoSuchFileException(location() + "/" + file, null, "it is not in the archive");
        }
        return directory.open(entry.get());
    }

    private Optional<WalDirectory.Entry> entry(WalFileName file) throws IOException {
        Optional<WalDirectory.Entry> entry = directory.find(file);
        if (entry.isPresent() && entry.get().status().kind() != FileKind.REGULAR) {
            throw new FileSystemException(directory.location(entry.get()), null, "it is no regular file");
        }
        return entry;
    }
}
