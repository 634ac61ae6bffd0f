package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.directory.WalDirectory;
import org.walsafe.host.FileKind;
import org.walsafe.host.Host;
import org.walsafe.host.HostFlush;
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
public final class DirectoryArchive implements WalArchive {

    private final WalDirectory directory;
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
        this.directory = new WalDirectory(host, directory);
        this.durability = durability;
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
    public boolean holds(WalFileName file) throws IOException {
        return entry(file).isPresent();
    }

    @Override
    public void list(ArchiveVisitor visitor) throws IOException {
        directory.list(visitor::walFile, visitor::stranger);
    }

    @Override
    public Optional<StoredWalFile> open(WalFileName file) throws IOException {
        Optional<WalDirectory.Entry> found = entry(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        WalDirectory.Entry entry = found.get();
        try {
            return Optional.of(
                    new StoredWalFile(directory.open(entry), entry.status().size(), directory.location(entry)));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    @Override
    public void makeDurable(List<WalFileName> files) throws IOException {
        if (durability == ArchiveDurability.FLUSHED_BY_US) {
            List<HostPath> paths = new ArrayList<>();
            for (WalFileName file : files) {
                paths.add(entry(file)
                        .orElseThrow(() -> new NoSuchFileException(location() + "/" + file))
                        .path());
            }
            paths.add(directory.path());
            HostFlush.flush(directory.host(), paths);
        }
    }

    private Optional<WalDirectory.Entry> entry(WalFileName file) throws IOException {
        return directory.find(file).filter(entry -> entry.status().kind() == FileKind.REGULAR);
    }
}
