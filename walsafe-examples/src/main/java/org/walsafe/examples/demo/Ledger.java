package org.walsafe.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** Follows every segment of a server from its completion to its recycling. For one thread. */
final class Ledger {

    private final EmbeddedPostgres server;
    private final WalSafeRegistry registry;
    private final Path archive;

    private final Set<String> written = new TreeSet<>();
    private final Set<String> archived = new HashSet<>();
    private final Set<String> recycled = new HashSet<>();
    private final Set<String> recycledUnconfirmed = new TreeSet<>();

    Ledger(EmbeddedPostgres server, WalSafeRegistry registry, Path archive) {
        this.server = server;
        this.registry = registry;
        this.archive = archive;
    }

    /** A segment was completed. */
    void wrote(String segment) {
        written.add(segment);
    }

    /** Looks again. A segment that has gone counts as archived, too: PostgreSQL lets no other go. */
    Tally look() throws IOException {
        Set<String> kept = server.walFiles();
        for (String segment : written) {
            if (!kept.contains(segment) && recycled.add(segment) && !isConfirmed(segment)) {
                recycledUnconfirmed.add(segment);
            }
        }
        archived.addAll(server.archived());
        archived.addAll(recycled);
        archived.retainAll(written);
        return new Tally(
                written.size(),
                (int) written.stream().filter(this::isCopied).count(),
                (int) written.stream().filter(this::isConfirmed).count(),
                archived.size(),
                recycled.size(),
                recycledUnconfirmed.size());
    }

    /** Has PostgreSQL write a checkpoint, which is when it recycles, and looks. */
    Tally checkpoint() throws SQLException, IOException {
        server.checkpoint();
        return look();
    }

    /** How many segments the archive holds that nobody has confirmed. */
    int copiedUnconfirmed() {
        return (int) written.stream()
                .filter(segment -> isCopied(segment) && !isConfirmed(segment))
                .count();
    }

    private boolean isCopied(String segment) {
        return Files.exists(archive.resolve(segment));
    }

    private boolean isConfirmed(String segment) {
        return registry.lookup(WalFileName.parse(segment)) instanceof Lookup.Confirmed;
    }
}
