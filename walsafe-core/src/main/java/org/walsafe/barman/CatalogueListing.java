package org.walsafe.barman;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/** Lists the WAL files of a catalogue. */
final class CatalogueListing {

    private final Host host;
    private final CatalogueLayout layout;
    private final CatalogueVisitor visitor;

    CatalogueListing(Host host, CatalogueLayout layout, CatalogueVisitor visitor) {
        this.host = host;
        this.layout = layout;
        this.visitor = visitor;
    }

    void list(WalPlace place) throws IOException {
        switch (place) {
            case ARCHIVED -> listArchive();
            case INCOMING -> listFlat(layout.incoming());
            case STREAMING -> listFlat(layout.streaming());
        }
    }

    private void listFlat(HostPath directory) throws IOException {
        forEach(directory, name -> WalFileName.tryParse(name)
                .ifPresentOrElse(visitor::walFile, () -> strangerUnlessTransient(name)));
    }

    private void listArchive() throws IOException {
        TreeSet<String> hashDirectories = new TreeSet<>();
        forEach(layout.wals(), name -> {
            if (CatalogueLayout.isHashDirectory(name)) {
                hashDirectories.add(name);
            } else if (WalFileName.tryParse(name).orElse(null) instanceof TimelineHistoryName history) {
                visitor.walFile(history);
            } else if (!name.endsWith("xlog.db")) {
                strangerUnlessTransient(name);
            }
        });
        for (String directory : hashDirectories) {
            listHashDirectory(directory);
        }
    }

    private void listHashDirectory(String directory) throws IOException {
        HostPath path = layout.wals().child(directory);
        if (host.files()
                .status(path)
                .filter(s -> s.kind() != FileKind.DIRECTORY)
                .isPresent()) {
            visitor.stranger(directory);
            return;
        }
        try {
            forEach(path, name -> {
                Optional<WalFileName> file = WalFileName.tryParse(name);
                if (file.flatMap(CatalogueLayout::hashDirectory)
                        .filter(directory::equals)
                        .isPresent()) {
                    visitor.walFile(file.orElseThrow());
                } else {
                    strangerUnlessTransient(directory + "/" + name);
                }
            });
        } catch (NoSuchFileException deletedMeanwhile) {
            // by Barman's retention policy
        }
    }

    /** Barman compresses into {@code <name>.tmp}; {@code put-wal} receives into dot-files. */
    private void strangerUnlessTransient(String name) {
        if (!name.endsWith(".tmp") && !name.startsWith(".")) {
            visitor.stranger(name);
        }
    }

    private void forEach(HostPath directory, Consumer<String> taker) throws IOException {
        host.files().list(directory, name -> {
            taker.accept(name);
            return DirectoryVisitor.Next.CONTINUE;
        });
    }
}
