package org.walsafe.clone.copy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of tar files in a base backup, as {@code pg_basebackup --format=tar} gives them (9.1 to 18): {@code base} for the
 * data directory, the number for a tablespace, {@code pg_wal} for WAL.
 */
final class BackupTarName {

    private static final Pattern TAR =
            Pattern.compile("(base|pg_wal|[0-9]{1,10})\\.(?:tar(?:\\.gz|\\.lz4|\\.zst|\\.bz2)?|tgz)");

    private BackupTarName() {}

    static boolean isBase(String name) {
        return content(name).filter("base"::equals).isPresent();
    }

    /** What a tar file of this name holds: {@code base}, {@code pg_wal} or a tablespace's number; empty where it is none. */
    static Optional<String> content(String name) {
        Matcher matcher = TAR.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
