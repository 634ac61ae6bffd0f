package org.walsafe.jdbc;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.wal.WalFileName;

/** What waits to be archived, as far as the role may see it. */
final class PendingSql {

    private PendingSql() {}

    static Visible<PendingFiles> read(Database server, Session session, InstantSource time) throws SQLException {
        WalDirectorySql files = WalDirectorySql.of(session);
        ArchiveStatusListing.Builder listing = ArchiveStatusListing.builder(server.name(), time.instant());
        try {
            files.listArchiveStatus(listing::statusFile);
            var waiting = listing.build().waiting();
            Optional<WalFileName> next = waiting.stream().findFirst();
            return new Visible.Seen<>(new PendingFiles(
                    waiting.size(), next, next.isPresent() ? files.waitingSince(next.get()) : Optional.empty()));
        } catch (SQLException e) {
            if (SqlFailure.is(e, SqlFailure.INSUFFICIENT_PRIVILEGE)) {
                return new Visible.NotVisible<>(
                        "pg_monitor; on 11 also EXECUTE on pg_ls_dir and pg_stat_file; up to 10" + " superuser");
            }
            throw e;
        }
    }
}
