package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/** A server that has written some segments and keeps them, to be received again and again. Not thread-safe. */
final class ReceiveStage implements Closeable {

    private static final int SEGMENTS = 16;

    private final EmbeddedPostgres server;
    private final Path directory;
    private final List<SegmentName> segments;
    private int rounds;

    private ReceiveStage(EmbeddedPostgres server, Path directory, List<SegmentName> segments) {
        this.server = server;
        this.directory = directory;
        this.segments = segments;
    }

    static ReceiveStage in(Path directory) throws IOException, InterruptedException {
        EmbeddedPostgres server = EmbeddedPostgres.builder(PostgresRelease.V9_3_5)
                .setting("wal_keep_segments", "256")
                .create();
        try {
            server.start();
            server.execute("CREATE TABLE filler (text text)");
            List<SegmentName> segments = new ArrayList<>();
            for (int i = 0; i <= SEGMENTS; i++) {
                server.execute("INSERT INTO filler SELECT repeat(md5(n::text), 30) FROM generate_series(1, 13000) n");
                segments.add(SegmentName.parse(server.switchSegment()));
            }
            return new ReceiveStage(server, directory, segments);
        } catch (SQLException e) {
            server.close();
            throw new IOException("no WAL could be written", e);
        }
    }

    EmbeddedPostgres server() {
        return server;
    }

    /** A directory that holds the first segment, so that a receiver goes on behind it. */
    Path freshDirectory() throws IOException {
        Path fresh = Files.createDirectory(directory.resolve("received-" + rounds++));
        String first = segments.get(0).text();
        Files.copy(server.walDirectory().resolve(first), fresh.resolve(first));
        return fresh;
    }

    /** The last segment that is to be received. */
    SegmentName last() {
        return segments.get(segments.size() - 1);
    }

    /** The last byte of the last one: {@code pg_receivewal} stops behind the position that it is given. */
    String end() {
        Lsn next = WalGeometry.DEFAULT.startOf(WalGeometry.DEFAULT.next(last()));
        return new Lsn(next.value() - 1).toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
