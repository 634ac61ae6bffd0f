package org.walsafe.tck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * A directory that looks like PostgreSQL 15's data directory to whoever watches its archiving: {@code global/pg_control},
 * and {@code pg_wal} with segments of 1 MiB and their status files. No server is needed.
 *
 * <p>For one thread. Blocks as long as the file system does.
 *
 * @since 0.1.0
 */
public final class DataDirectory {

    private static final int CONTROL_FILE_BYTES = 8192;

    private final Path path;
    private final SystemIdentifier cluster;
    private final Path wal;
    private final Path status;

    private DataDirectory(Path path, SystemIdentifier cluster) {
        this.path = path;
        this.cluster = cluster;
        this.wal = path.resolve("pg_wal");
        this.status = wal.resolve("archive_status");
    }

    /**
     * Makes the directory, with one segment that PostgreSQL is writing.
     *
     * @param path where; must not be there yet
     * @param cluster its system identifier
     * @return the data directory
     * @throws IOException when it cannot be made
     */
    public static DataDirectory create(Path path, SystemIdentifier cluster) throws IOException {
        DataDirectory made = new DataDirectory(path, cluster);
        Files.createDirectories(made.status);
        Files.createDirectory(path.resolve("global"));
        ByteBuffer control = ByteBuffer.allocate(CONTROL_FILE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        control.putLong(0, cluster.value());
        Files.write(path.resolve("global/pg_control"), control.array());
        made.write(SegmentName.parse("000000010000000000000300"));
        return made;
    }

    /** {@return where it is} */
    public Path path() {
        return path;
    }

    /**
     * PostgreSQL finishes a segment and waits to have it archived.
     *
     * @param segment its name
     * @return its content
     * @throws IOException when it cannot be written
     */
    public byte[] finish(SegmentName segment) throws IOException {
        byte[] content = write(segment);
        Files.createFile(ready(segment));
        return content;
    }

    private byte[] write(SegmentName segment) throws IOException {
        byte[] content = WalFixtures.segment(segment, cluster, PostgresMajor.V15, SegmentSize.SMALLEST);
        Files.write(wal.resolve(segment.text()), content);
        return content;
    }

    /**
     * Its archiver marks a file archived.
     *
     * @param file its name
     * @throws IOException when it did not wait
     */
    public void markDone(WalFileName file) throws IOException {
        Files.move(ready(file), status.resolve(file + ".done"), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * A checkpoint removes a file that is marked archived.
     *
     * @param file its name
     * @throws IOException when it is not
     */
    public void recycle(WalFileName file) throws IOException {
        Files.delete(status.resolve(file + ".done"));
        Files.delete(wal.resolve(file.text()));
    }

    private Path ready(WalFileName file) {
        return status.resolve(file + ".ready");
    }
}
