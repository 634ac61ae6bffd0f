package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.barman.BarmanIdentity;
import org.walsafe.barman.CatalogueVisitor;
import org.walsafe.barman.KeepTarget;
import org.walsafe.barman.RejectedFile;
import org.walsafe.barman.WalPlace;
import org.walsafe.barman.XlogDbLine;
import org.walsafe.host.Host;
import org.walsafe.verify.BackupSpan.Keeping;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * The archive of one server of Barman's, read without Barman's help.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class BarmanSource implements ArchiveSource {

    private final Host host;
    private final BarmanCatalogue catalogue;

    /**
     * The archive of a catalogue; nothing is read yet.
     *
     * @param host the machine it is on; stays the caller's to close
     * @param catalogue the catalogue on that machine
     */
    public BarmanSource(Host host, BarmanCatalogue catalogue) {
        this.host = host;
        this.catalogue = catalogue;
    }

    @Override
    public String location() {
        return catalogue.location();
    }

    @Override
    public Optional<SystemIdentifier> systemIdentifier() throws IOException {
        return catalogue.identity().flatMap(BarmanIdentity::systemIdentifier);
    }

    @Override
    public void list(Consumer<WalFileName> files, Consumer<String> strangers) throws IOException {
        catalogue.list(WalPlace.ARCHIVED, visitor(files, strangers));
    }

    @Override
    public Optional<StoredFile> find(WalFileName file) throws IOException {
        return catalogue
                .find(file, WalPlace.ARCHIVED)
                .map(found -> new StoredFile(found.storedSize(), found.modified(), found.inode()));
    }

    @Override
    public InputStream open(WalFileName file) throws IOException {
        return host.files().read(catalogue.layout().archived(file), 0);
    }

    @Override
    public Set<WalFileName> arriving() throws IOException {
        Set<WalFileName> arriving = new HashSet<>();
        for (WalPlace place : List.of(WalPlace.INCOMING, WalPlace.STREAMING)) {
            catalogue.list(place, visitor(arriving::add, stranger -> {}));
        }
        return arriving;
    }

    @Override
    public List<RejectedFile> rejected() throws IOException {
        return catalogue.rejected();
    }

    @Override
    public InputStream open(RejectedFile file) throws IOException {
        return host.files().read(catalogue.layout().errors().child(file.fileName()), 0);
    }

    @Override
    public boolean readCatalogue(Consumer<XlogDbLine> taker) throws IOException {
        return catalogue.readXlogDb(taker);
    }

    /** {@return the backups whose beginning and end are known, failed ones left out, from old to new} */
    @Override
    public List<BackupSpan> backups() throws IOException {
        List<BackupSpan> spans = new ArrayList<>();
        for (BackupId id : catalogue.backups()) {
            Optional<BackupInfo> info = catalogue.backup(id);
            if (info.isPresent()) {
                Keeping keeping = catalogue.keep(id).equals(Optional.of(KeepTarget.STANDALONE))
                        ? Keeping.ITS_OWN
                        : Keeping.EVERYTHING_SINCE;
                span(info.get(), keeping).ifPresent(spans::add);
            }
        }
        return spans;
    }

    static Optional<BackupSpan> span(BackupInfo info, Keeping keeping) {
        boolean usable =
                switch (info.status()) {
                    case DONE, WAITING_FOR_WALS -> true;
                    case EMPTY, STARTED, SYNCING, FAILED -> false;
                };
        return usable && info.begin().isPresent() && info.end().isPresent()
                ? Optional.of(new BackupSpan(
                        info.id().text(),
                        info.begin().get().segment(),
                        info.end().get().segment(),
                        info.endTime(),
                        keeping))
                : Optional.empty();
    }

    private static CatalogueVisitor visitor(Consumer<WalFileName> files, Consumer<String> strangers) {
        return new CatalogueVisitor() {
            @Override
            public void walFile(WalFileName file) {
                files.accept(file);
            }

            @Override
            public void stranger(String name) {
                strangers.accept(name);
            }
        };
    }
}
