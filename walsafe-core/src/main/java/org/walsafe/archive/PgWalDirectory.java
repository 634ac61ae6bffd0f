package org.walsafe.archive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;

/**
 * Where a PostgreSQL cluster keeps its WAL: {@code pg_wal}, or {@code pg_xlog} up to version 9.6.
 *
 * <p>Immutable and thread-safe.
 *
 * @param path the directory, or a symbolic link to it
 * @since 0.1.0
 */
public record PgWalDirectory(HostPath path) {

    private static final String SINCE_10 = "pg_wal";

    private static final String UNTIL_9_6 = "pg_xlog";

    /**
     * Looks for the directory; blocks.
     *
     * @param host the machine that PostgreSQL runs on
     * @param dataDirectory its data directory
     * @return the directory
     * @throws NoSuchFileException when neither is there, so that the path is no data directory
     * @throws IOException when nobody could look
     */
    public static PgWalDirectory find(Host host, HostPath dataDirectory) throws IOException {
        for (String name : new String[] {SINCE_10, UNTIL_9_6}) {
            Optional<FileStatus> status = host.files().status(dataDirectory.child(name));
            if (status.isPresent() && isDirectoryOrLink(status.get().kind())) {
                return new PgWalDirectory(dataDirectory.child(name));
            }
        }
        throw new NoSuchFileException(
                host.name() + ":" + dataDirectory,
                null,
                "it holds neither " + SINCE_10 + " nor " + UNTIL_9_6 + ", so it is no PostgreSQL data directory");
    }

    /** {@code initdb --waldir} leaves a symbolic link. */
    private static boolean isDirectoryOrLink(FileKind kind) {
        return kind == FileKind.DIRECTORY || kind == FileKind.SYMBOLIC_LINK;
    }

    /** {@return the directory of the {@code .ready} and {@code .done} files} */
    public HostPath archiveStatus() {
        return path.child("archive_status");
    }
}
