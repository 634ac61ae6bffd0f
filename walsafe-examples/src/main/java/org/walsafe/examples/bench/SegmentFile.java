package org.walsafe.examples.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * A segment whose header says what PostgreSQL 9.3's would, and which holds nothing else: on disk it takes no room.
 *
 * @param name its name
 * @param geometry the size of its cluster's segments
 * @param cluster whose it is
 */
record SegmentFile(SegmentName name, WalGeometry geometry, SystemIdentifier cluster) {

    /** Writes it. */
    void write(Path path) throws IOException {
        int size = geometry.segmentSize().bytes();
        ByteBuffer header = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) PostgresMajor.V9_3.pageMagic())
                .putShort((short) 2) // a long header
                .putInt(name.timeline().value())
                .putLong(geometry.startOf(name).value())
                .putLong(0)
                .putLong(cluster.value())
                .putInt(size)
                .putInt(8192);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(header.array());
            file.setLength(size);
        }
    }
}
