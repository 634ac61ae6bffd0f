package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.archive.PgWalDirectory;
import org.walsafe.host.HostPath;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.SqlArchiveStatus;
import org.walsafe.jdbc.SqlPrimaryWal;
import org.walsafe.reconcile.PrimaryWal;
import org.walsafe.reconcile.PrimaryWalDirectory;

/**
 * The server that waits, seen through its files or over SQL. Closing it ends its connections; those of hosts end with {@link
 * Hosts}.
 */
final class PrimaryServer implements AutoCloseable {

    private final ArchiveStatusSource status;
    private final PrimaryWal wal;
    private final Optional<Place> dataDirectory;
    private final Runnable release;

    private PrimaryServer(ArchiveStatusSource status, PrimaryWal wal, Optional<Place> dataDirectory, Runnable release) {
        this.status = status;
        this.wal = wal;
        this.dataDirectory = dataDirectory;
        this.release = release;
    }

    /**
     * The server that {@code --primary} means: a data directory, or a database of the server at a {@code jdbc:} URL.
     *
     * @throws IllegalArgumentException when it is neither
     * @throws IOException when a path below a home directory cannot be resolved
     */
    static PrimaryServer open(String text, Hosts hosts) throws IOException {
        if (text.startsWith("jdbc:")) {
            Database server = DatabaseAddress.open(text);
            return new PrimaryServer(
                    new SqlArchiveStatus(server, InstantSource.system()),
                    new SqlPrimaryWal(server),
                    Optional.empty(),
                    server::close);
        }
        Place data = hosts.place("--primary", text);
        return new PrimaryServer(
                new ArchiveStatusDirectory(data.host(), data.path(), InstantSource.system()),
                new PrimaryWalDirectory(data.host(), data.path()),
                Optional.of(data),
                () -> {});
    }

    /** What it waits for. */
    ArchiveStatusSource status() {
        return status;
    }

    /** Its own WAL files. */
    PrimaryWal wal() {
        return wal;
    }

    /** The directory where it notes what it waits for, where that is on this machine. */
    Optional<Path> watchable() throws IOException {
        if (dataDirectory.flatMap(Place::local).isEmpty()) {
            return Optional.empty();
        }
        Place data = dataDirectory.get();
        HostPath directory = PgWalDirectory.find(data.host(), data.path()).archiveStatus();
        return Optional.of(Path.of(directory.value()));
    }

    @Override
    public void close() {
        release.run();
    }
}
