package org.walsafe.examples.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/**
 * Writes WAL of PostgreSQL 15 that means nothing and is right in every byte: pages and checksummed records, each of which says
 * that nothing is to be done ({@code XLOG_NOOP}). Real WAL has records of much the same length.
 */
final class LogOfNoops {

    private static final int PAGE = 8192;
    private static final int LONG_HEADER = 40;
    private static final int SHORT_HEADER = 24;
    private static final int RECORD_HEADER = 24;
    private static final int CONTENT = 110;
    private static final int RECORD = RECORD_HEADER + 2 + CONTENT;
    private static final int ALIGNED = (RECORD + 7) & -8;
    private static final byte NOOP = 0x20;
    private static final int CHECKSUM = 20;
    /** Whose it is. */
    static final long SYSTEM_IDENTIFIER = 7_361_234_567_890_123_456L;

    private final WalGeometry geometry = WalGeometry.DEFAULT;
    private final ByteBuffer record = ByteBuffer.allocate(ALIGNED).order(ByteOrder.LITTLE_ENDIAN);
    private long position;
    private long previous;
    private int left;

    /** Begins at the first segment that a cluster writes. */
    LogOfNoops() {
        position = geometry.segmentSize().bytes();
    }

    /** Writes the next segments into a directory, each under its name; says which is the last. */
    SegmentName write(Path directory, int segments) throws IOException {
        SegmentName name = geometry.segmentAt(TimelineId.FIRST, Lsn.of(position));
        for (int i = 0; i < segments; i++) {
            name = geometry.segmentAt(TimelineId.FIRST, Lsn.of(position));
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(directory.resolve(name.text())), 1 << 20)) {
                for (int page = 0; page < geometry.segmentSize().bytes() / PAGE; page++) {
                    out.write(page());
                }
            }
        }
        return name;
    }

    private byte[] page() {
        byte[] page = new byte[PAGE];
        boolean first = geometry.offsetOf(Lsn.of(position)) == 0;
        ByteBuffer header = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) PostgresMajor.V15.pageMagic())
                .putShort((short) ((left > 0 ? 1 : 0) | (first ? 2 : 0)))
                .putInt(1)
                .putLong(position)
                .putInt(Math.max(0, left - (ALIGNED - RECORD)))
                .putInt(0);
        if (first) {
            header.putLong(SYSTEM_IDENTIFIER)
                    .putInt(geometry.segmentSize().bytes())
                    .putInt(PAGE);
        }
        int at = first ? LONG_HEADER : SHORT_HEADER;
        while (at < PAGE) {
            if (left == 0) {
                begin(position + at);
            }
            int part = Math.min(left, PAGE - at);
            System.arraycopy(record.array(), ALIGNED - left, page, at, part);
            left -= part;
            at += part;
        }
        position += PAGE;
        return page;
    }

    private void begin(long start) {
        record.clear();
        record.putInt(RECORD)
                .putInt(700)
                .putLong(previous)
                .put(NOOP)
                .put((byte) 0)
                .putShort((short) 0);
        record.position(RECORD_HEADER);
        record.put((byte) 255).put((byte) CONTENT);
        for (int i = 0; i < CONTENT; i++) {
            record.put((byte) (start + 31L * i));
        }
        CRC32C crc = new CRC32C();
        crc.update(record.array(), RECORD_HEADER, RECORD - RECORD_HEADER);
        crc.update(record.array(), 0, CHECKSUM);
        record.putInt(CHECKSUM, (int) crc.getValue());
        previous = start;
        left = ALIGNED;
    }
}
