package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * A data directory as PostgreSQL 9.3 leaves it to whoever watches its archiving, Barman's archive of it, and a WAL safe
 * directory. No server is needed.
 *
 * @param root where all of it is
 */
record ArchivedCluster(Path root) {

    /** The server's name at Barman. */
    static final String SERVER = "main";

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final int CONTROL_FILE_BYTES = 8192;
    private static final int HASH_DIGITS = 16;

    /** Makes it, with one segment whole: {@code oldest}, which tells the segment size. */
    static ArchivedCluster in(Path root, SegmentName oldest) throws IOException {
        ArchivedCluster made = new ArchivedCluster(root);
        Files.createDirectories(made.data().resolve("pg_xlog/archive_status"));
        Files.createDirectories(made.data().resolve("global"));
        Files.createDirectories(made.wals());
        Files.createDirectory(
                made.registry(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ByteBuffer control = ByteBuffer.allocate(CONTROL_FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                made.data().resolve("global/pg_control"),
                control.putLong(0, CLUSTER.value()).array());
        made.write(oldest, made.data().resolve("pg_xlog").resolve(oldest.text()));
        return made;
    }

    /** PostgreSQL's data directory. */
    Path data() {
        return root.resolve("data");
    }

    /** {@code barman_home}. */
    Path barmanHome() {
        return root.resolve("barman");
    }

    /** The WAL safe directory. */
    Path registry() {
        return root.resolve("wal_safe_dir");
    }

    /** Where a marker appears. */
    Path marker(SegmentName segment) {
        return registry().resolve(segment + ".done");
    }

    /** Where Barman puts a segment; the directory is made. */
    Path archived(SegmentName segment) throws IOException {
        Path directory = wals().resolve(segment.text().substring(0, HASH_DIGITS));
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
        }
        return directory.resolve(segment.text());
    }

    /** PostgreSQL begins to wait for a segment; only its name is there. */
    void await(SegmentName segment) throws IOException {
        Files.createFile(data().resolve("pg_xlog").resolve(segment.text()));
        Files.createFile(data().resolve("pg_xlog/archive_status").resolve(segment + ".ready"));
    }

    /** Writes the content of a segment of this cluster. */
    void write(SegmentName segment, Path path) throws IOException {
        new SegmentFile(segment, WalGeometry.DEFAULT, CLUSTER).write(path);
    }

    private Path wals() {
        return barmanHome().resolve(SERVER).resolve("wals");
    }
}
