package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.wal.WalFileName;

/**
 * What PostgreSQL waits to have archived, asked of the server itself over SQL, primary or standby; 9.3 to 18. The role needs:
 *
 * <ul>
 *   <li>12 and newer: {@code pg_monitor};
 *   <li>11: {@code pg_monitor}, and {@code EXECUTE} on {@code pg_ls_dir(text)} and {@code pg_stat_file(text, boolean)};
 *   <li>up to 10: superuser.
 * </ul>
 *
 * <p>Thread-safe. Blocks as long as the database may.
 *
 * @since 0.1.0
 */
public final class SqlArchiveStatus implements ArchiveStatusSource {

    private final Database server;
    private final InstantSource time;

    /**
     * A server's status files; nothing is asked yet.
     *
     * @param server any database of the server; stays the caller's to close
     * @param time says when a listing was read
     */
    public SqlArchiveStatus(Database server, InstantSource time) {
        this.server = server;
        this.time = time;
    }

    @Override
    public String location() {
        return server.name();
    }

    @Override
    public ClusterIdentity cluster() throws IOException {
        return ask(session -> new ClusterIdentitySql(session, WalDirectorySql.of(session)).read(server.name()));
    }

    @Override
    public ArchiveStatusListing read() throws IOException {
        return ask(session -> {
            ArchiveStatusListing.Builder listing = ArchiveStatusListing.builder(location(), time.instant());
            WalDirectorySql files = WalDirectorySql.of(session);
            files.listArchiveStatus(listing::statusFile);
            files.listWal(listing::walFile);
            return listing.build();
        });
    }

    @Override
    public Optional<Instant> waitingSince(WalFileName file) throws IOException {
        return ask(session -> WalDirectorySql.of(session).waitingSince(file));
    }

    private <T> T ask(SqlWork<T> work) throws IOException {
        return server.ask(server.name(), session -> {
            try {
                return work.run(session);
            } catch (SQLException e) {
                throw SqlFailure.withPrivileges(server.name(), WalDirectorySql.PRIVILEGES, e);
            }
        });
    }
}
