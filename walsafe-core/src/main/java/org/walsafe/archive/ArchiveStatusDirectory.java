package org.walsafe.archive;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * The {@code archive_status} directory of a cluster on a host that we can use files at. The host's user must be able to read
 * the data directory, which as a rule makes it the user that PostgreSQL runs as.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class ArchiveStatusDirectory implements ArchiveStatusSource {

    private final Host host;
    private final HostPath dataDirectory;
    private final InstantSource time;
    private volatile @Nullable PgWalDirectory found;

    /**
     * A cluster's status directory; nothing is read yet.
     *
     * @param host the machine that PostgreSQL runs on; stays the caller's to close
     * @param dataDirectory the cluster's data directory
     * @param time says when a listing was read
     */
    public ArchiveStatusDirectory(Host host, HostPath dataDirectory, InstantSource time) {
        this.host = host;
        this.dataDirectory = dataDirectory;
        this.time = time;
    }

    @Override
    public String location() {
        return host.name() + ":" + dataDirectory;
    }

    @Override
    public ClusterIdentity cluster() throws IOException {
        return new ClusterIdentityReader(host, dataDirectory, pgWal()).read();
    }

    @Override
    public ArchiveStatusListing read() throws IOException {
        PgWalDirectory pgWal = pgWal();
        ArchiveStatusListing.Builder listing = ArchiveStatusListing.builder(location(), time.instant());
        host.files().list(pgWal.archiveStatus(), everyName(listing::statusFile));
        host.files().list(pgWal.path(), everyName(listing::walFile));
        return listing.build();
    }

    @Override
    public Optional<Instant> waitingSince(WalFileName file) throws IOException {
        return host.files()
                .status(pgWal().archiveStatus().child(file.text() + ".ready"))
                .map(FileStatus::modified);
    }

    private PgWalDirectory pgWal() throws IOException {
        PgWalDirectory directory = found;
        if (directory == null) {
            directory = PgWalDirectory.find(host, dataDirectory);
            found = directory;
        }
        return directory;
    }

    private static DirectoryVisitor everyName(Consumer<String> taker) {
        return name -> {
            taker.accept(name);
            return DirectoryVisitor.Next.CONTINUE;
        };
    }
}
