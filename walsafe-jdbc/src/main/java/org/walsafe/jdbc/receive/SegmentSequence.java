package org.walsafe.jdbc.receive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** One timeline's WAL, cut into segments as it comes; a byte out of order is refused. For one thread. */
final class SegmentSequence implements Closeable {

    /** A segment that is on disk under its final name. */
    record Finished(SegmentName name, long size, Sha256 sha256) {}

    private final ReceiverConfig config;
    private final DurableDirectory directory;
    private final WalGeometry geometry;
    private final TimelineId timeline;
    private Lsn received;
    private Lsn flushed;
    private @Nullable GrowingSegment growing;

    SegmentSequence(ReceiverConfig config, DurableDirectory directory, WalPosition start, WalGeometry geometry) {
        this.config = config;
        this.directory = directory;
        this.geometry = geometry;
        this.timeline = start.timeline();
        this.received = start.lsn();
        this.flushed = start.lsn();
    }

    Lsn received() {
        return received;
    }

    Lsn flushed() {
        return flushed;
    }

    /**
     * Writes {@code content}, which begins at {@code start}.
     *
     * @return whether a segment was finished
     * @throws SQLException where it is not what comes next; a new connection sends it again
     */
    boolean take(Lsn start, ByteBuffer content, Consumer<Finished> finished) throws IOException, SQLException {
        if (!start.equals(received)) {
            throw new SQLException("the server sent WAL from " + start + " on where " + received + " comes next");
        }
        boolean any = false;
        while (content.hasRemaining()) {
            GrowingSegment segment = growing;
            if (segment == null) {
                segment =
                        GrowingSegment.open(directory, geometry.segmentAt(timeline, received), geometry.segmentSize());
                growing = segment;
            }
            int before = segment.written();
            segment.take(content);
            received = received.plus(segment.written() - before);
            if (segment.isFull()) {
                Sha256 sha256 = segment.finish(config.compression());
                growing = null;
                flushed = received;
                any = true;
                finished.accept(
                        new Finished(segment.name(), geometry.segmentSize().bytes(), sha256));
            }
        }
        return any;
    }

    @Override
    public void close() throws IOException {
        if (growing != null) {
            growing.close();
        }
    }
}
