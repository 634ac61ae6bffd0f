package org.walsafe.archive;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * The backlog as a server's own files tell it: what {@code archive_status} says is waiting, since when the next of it waits,
 * and what {@code df} says is free where WAL is written. How much room the waiting files take it does not tell.
 *
 * <p>Thread-safe. Costs two listings and one {@code df} for every question.
 *
 * @since 0.1.0
 */
public final class ServerBacklog implements BacklogSource {

    private final Host host;
    private final HostPath dataDirectory;
    private final ArchiveStatusDirectory status;

    /**
     * The backlog of a cluster; nothing is read yet.
     *
     * @param host the machine that PostgreSQL runs on; stays the caller's to close
     * @param dataDirectory the cluster's data directory
     * @param time says when a listing was read
     */
    public ServerBacklog(Host host, HostPath dataDirectory, InstantSource time) {
        this.host = host;
        this.dataDirectory = dataDirectory;
        this.status = new ArchiveStatusDirectory(host, dataDirectory, time);
    }

    @Override
    public Backlog read() throws IOException {
        List<WalFileName> waiting = status.read().waiting();
        Optional<Instant> since = waiting.isEmpty() ? Optional.empty() : status.waitingSince(waiting.get(0));
        long free = DiskSpace.freeBytes(
                host, PgWalDirectory.find(host, dataDirectory).path());
        return new Backlog(waiting.size(), since, OptionalLong.empty(), OptionalLong.of(free));
    }
}
