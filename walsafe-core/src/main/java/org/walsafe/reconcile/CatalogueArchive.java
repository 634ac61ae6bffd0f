package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.BarmanIdentity;
import org.walsafe.barman.CatalogueVisitor;
import org.walsafe.barman.CataloguedFile;
import org.walsafe.barman.WalPlace;
import org.walsafe.host.Host;
import org.walsafe.host.HostFlush;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * Barman's archive of one server: the files in its {@code wals} directory. What Barman has received but not archived yet does
 * not count: until then it may still lose or refuse it.
 *
 * <p>Thread-safe. Blocks as long as the catalogue's host does.
 *
 * @since 0.1.0
 */
public final class CatalogueArchive implements WalArchive {

    private final Host host;
    private final BarmanCatalogue catalogue;
    private final ArchiveDurability durability;

    /**
     * The archive in {@code catalogue}, whose files are {@linkplain ArchiveDurability#FLUSHED_BY_US flushed by us}; nothing
     * is read yet.
     *
     * @param host the machine that the catalogue is on; stays the caller's to close
     * @param catalogue the server's catalogue
     */
    public CatalogueArchive(Host host, BarmanCatalogue catalogue) {
        this(host, catalogue, ArchiveDurability.FLUSHED_BY_US);
    }

    /**
     * The archive in {@code catalogue}; nothing is read yet.
     *
     * @param host the machine that the catalogue is on; stays the caller's to close
     * @param catalogue the server's catalogue
     * @param durability whether what is seen there is durable, which Barman does not promise
     */
    public CatalogueArchive(Host host, BarmanCatalogue catalogue, ArchiveDurability durability) {
        this.host = host;
        this.catalogue = catalogue;
        this.durability = durability;
    }

    @Override
    public String location() {
        return catalogue.location();
    }

    /** {@return what Barman noted at the server's first base backup} */
    @Override
    public Optional<SystemIdentifier> systemIdentifier() throws IOException {
        return catalogue.identity().flatMap(BarmanIdentity::systemIdentifier);
    }

    @Override
    public boolean holds(WalFileName file) throws IOException {
        return catalogue.find(file, WalPlace.ARCHIVED).isPresent();
    }

    @Override
    public void list(ArchiveVisitor visitor) throws IOException {
        catalogue.list(WalPlace.ARCHIVED, new CatalogueVisitor() {
            @Override
            public void walFile(WalFileName file) {
                visitor.walFile(file);
            }

            @Override
            public void stranger(String name) {
                visitor.stranger(name);
            }
        });
    }

    @Override
    public Optional<StoredWalFile> open(WalFileName file) throws IOException {
        Optional<CataloguedFile> found = catalogue.find(file, WalPlace.ARCHIVED);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoredWalFile(
                    catalogue.open(found.get()),
                    found.get().storedSize(),
                    found.get().path() + " of " + catalogue.location()));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Flushes the files, the directories that they are in, and the one above, where a directory may be new. */
    @Override
    public void makeDurable(List<WalFileName> files) throws IOException {
        if (durability == ArchiveDurability.FLUSHED_BY_US) {
            Set<HostPath> paths = new LinkedHashSet<>();
            for (WalFileName file : files) {
                HostPath path = catalogue.layout().archived(file);
                paths.add(path);
                paths.add(path.parent());
            }
            paths.add(catalogue.layout().wals());
            HostFlush.flush(host, paths);
        }
    }
}
