package org.walsafe.clone.copy;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a backup is not copied: what belongs to the server that was running then, and what a server makes anew. The names are
 * those that {@code pg_basebackup} leaves out ({@code src/backend/backup/basebackup.c}, 9.3 to 18), and the WAL, which comes from
 * the archive (Barman's {@code list-files --target=data}).
 */
final class LeftOut {

    /** The tablespaces' links are made by what the request says, not by what the backup's map says. */
    private static final Set<String> FILES = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "postgresql.auto.conf.tmp",
            "current_logfiles.tmp",
            "backup_label.old",
            "tablespace_map",
            "tablespace_map.old",
            Place.PREFIX);

    private static final Set<String> EMPTIED_DIRECTORIES = Set.of(
            "pg_wal",
            "pg_xlog",
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    /** Anywhere: a cache of the catalogue's, and temporary files. */
    private static final Pattern ANYWHERE =
            Pattern.compile("(?:.*/)?(?:pg_internal\\.init[^/]*|pgsql_tmp[^/]*)(?:/.*)?");

    private LeftOut() {}

    /** Whether this path is left out, and with it everything below. */
    static boolean contains(String path) {
        int slash = path.indexOf('/');
        boolean emptied = slash > 0 && EMPTIED_DIRECTORIES.contains(path.substring(0, slash));
        return emptied || FILES.contains(path) || ANYWHERE.matcher(path).matches();
    }
}
