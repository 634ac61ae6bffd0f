package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.walsafe.host.FileMode;

/**
 * What a data directory has besides the files of a backup: directories that may be empty, and the links to its tablespaces
 * ({@code src/bin/initdb/initdb.c}, 9.3 to 18).
 */
final class DataDirectorySkeleton {

    private static final List<String> ALWAYS = List.of(
            "global",
            "base",
            "pg_multixact",
            "pg_multixact/members",
            "pg_multixact/offsets",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat",
            "pg_stat_tmp",
            "pg_subtrans",
            "pg_tblspc",
            "pg_twophase");

    private static final Map<Integer, List<String>> SINCE = Map.of(
            90400,
            List.of("pg_dynshmem", "pg_logical", "pg_logical/snapshots", "pg_logical/mappings", "pg_replslot"),
            90500,
            List.of("pg_commit_ts"));

    static final int LONGEST_VERSION = 16;

    private static final int FIRST_WITH_PG_WAL = 100_000;

    private DataDirectorySkeleton() {}

    /** The directories that a server of this version wants. */
    static List<String> directories(int version) {
        List<String> directories = new ArrayList<>(ALWAYS);
        SINCE.forEach((since, names) -> directories.addAll(version >= since ? names : List.of()));
        String wal = version >= FIRST_WITH_PG_WAL ? "pg_wal" : "pg_xlog";
        directories.add(wal);
        directories.add(wal + "/archive_status");
        directories.add(version >= FIRST_WITH_PG_WAL ? "pg_xact" : "pg_clog");
        directories.sort(String::compareTo);
        return directories;
    }

    /** Makes what is missing; gives how many directories that were. */
    static long complete(Path dataDirectory, int version, FileMode mode) throws IOException {
        long made = 0;
        for (String name : directories(version)) {
            Path directory = dataDirectory.resolve(name);
            if (!Files.isDirectory(directory)) {
                Directories.make(directory, mode);
                made++;
            }
        }
        return made;
    }

    /** Makes the links to the tablespaces, in place of whatever has their names. */
    static void link(Path dataDirectory, Map<Long, Path> tablespaces) throws IOException {
        for (Map.Entry<Long, Path> tablespace : tablespaces.entrySet()) {
            Path link = dataDirectory.resolve("pg_tblspc").resolve(Long.toString(tablespace.getKey()));
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, tablespace.getValue());
            Ownership.giveToOwnerOfParent(link);
        }
    }

    /** The version of a data directory. */
    static int version(Path dataDirectory) throws IOException {
        try (InputStream file = Files.newInputStream(dataDirectory.resolve("PG_VERSION"))) {
            return version(file.readNBytes(LONGEST_VERSION));
        }
    }

    /**
     * The version that {@code PG_VERSION} tells, as {@code server_version_num} with zeros at its end.
     *
     * @throws IOException where it tells none
     */
    static int version(byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.US_ASCII).strip();
        if (text.matches("[1-9][0-9]")) {
            return Integer.parseInt(text) * 10_000;
        }
        if (text.matches("9\\.[0-6]")) {
            return 90_000 + (text.charAt(2) - '0') * 100;
        }
        throw new IOException("PG_VERSION tells no version that is known");
    }
}
