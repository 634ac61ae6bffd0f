package org.walsafe.tck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/**
 * Writes WAL as a server of any version would: pages, records, segment switches, promotions, lost continuations. For tests
 * that need content which no sample has; it was written from the format's description, not from the reader's code.
 *
 * <p>Not thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class SyntheticWal {

    private static final int BLOCK = 8192;
    private static final int ALIGNMENT = 8;
    private static final int CONTINUATION = 0x0001;
    private static final int LONG_HEADER = 0x0002;
    private static final int REMOVABLE = 0x0004;
    private static final int OVERWRITTEN = 0x0008;

    /** A resource manager that exists in every version (heap), and the one of the log itself. */
    private static final int HEAP = 10;

    private static final int XLOG = 0;
    private static final int TRANSACTIONS = 1;
    private static final int COMMIT = 0x00;
    private static final int SHUTDOWN_CHECKPOINT = 0x00;
    private static final int SWITCH = 0x40;
    private static final int RESTORE_POINT = 0x70;
    private static final int END_OF_RECOVERY = 0x90;
    private static final int OVERWRITE = 0xD0;

    private final PostgresMajor major;
    private final SystemIdentifier systemIdentifier;
    private final WalGeometry geometry;
    private final Map<SegmentName, byte[]> files = new LinkedHashMap<>();

    private SegmentName segment;
    private TimelineId timeline;
    private byte[] file;
    private int offset;
    private long previous;
    private int extraFlags;

    /**
     * Begins at the start of a segment.
     *
     * @param major the version to write as
     * @param systemIdentifier the cluster to write as
     * @param size the segment size
     * @param first the first segment
     */
    public SyntheticWal(PostgresMajor major, SystemIdentifier systemIdentifier, SegmentSize size, SegmentName first) {
        this.major = major;
        this.systemIdentifier = systemIdentifier;
        this.geometry = new WalGeometry(size, major.numbering());
        this.segment = first;
        this.timeline = first.timeline();
        this.file = newFile();
        this.previous = geometry.startOf(first).value() - ALIGNMENT;
    }

    /** {@return every segment begun, in the order of the log; the files are not copies} */
    public Map<SegmentName, byte[]> files() {
        return files;
    }

    /** {@return where the next record begins, or the page or segment before it ends} */
    public Lsn position() {
        return Lsn.of(geometry.startOf(segment).value() + offset);
    }

    /**
     * Writes an ordinary record.
     *
     * @param content what it carries
     * @return where it begins
     */
    public Lsn record(byte[] content) {
        return write(HEAP, 0, withContentHeader(content));
    }

    /**
     * Writes a shutdown checkpoint, which names the timeline.
     *
     * @return where it begins
     */
    public Lsn shutdownCheckpoint() {
        return write(XLOG, SHUTDOWN_CHECKPOINT, withContentHeader(namingTimelines(timeline, timeline)));
    }

    /**
     * Writes the commit of a transaction.
     *
     * @param time when it was committed
     * @return where it begins
     */
    public Lsn commit(Instant time) {
        return write(TRANSACTIONS, COMMIT, withContentHeader(timed(time, 24)));
    }

    /**
     * Writes a restore point.
     *
     * @param time when it was made
     * @param name its name, in ASCII
     * @return where it begins
     */
    public Lsn restorePoint(Instant time, String name) {
        byte[] content = timed(time, Long.BYTES + 64);
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, content, Long.BYTES, text.length);
        return write(XLOG, RESTORE_POINT, withContentHeader(content));
    }

    private static byte[] timed(Instant time, int bytes) {
        long micros = ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), time);
        byte[] content = new byte[bytes];
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(micros);
        return content;
    }

    /**
     * Writes a segment switch and leaves the rest of the segment as this version leaves it.
     *
     * @return where it begins
     */
    public Lsn switchSegment() {
        Lsn start = write(XLOG, SWITCH, new byte[0]);
        if (offset > 0) {
            boolean bareHeaders = major.isAtLeast(PostgresMajor.V9_4) && !major.isAtLeast(PostgresMajor.V11);
            for (offset = (offset + BLOCK - 1) / BLOCK * BLOCK; bareHeaders && offset < file.length; offset += BLOCK) {
                pageHeader(0);
                offset = offset / BLOCK * BLOCK;
            }
            nextSegment();
        }
        return start;
    }

    /**
     * Promotes: the segment begun goes on on a new timeline, in a new file that begins as a copy of it.
     *
     * @param to the new timeline
     * @return where the new timeline begins
     */
    public Lsn promote(TimelineId to) {
        TimelineId from = timeline;
        timeline = to;
        segment = new SegmentName(to, segment.log(), segment.segment());
        if (offset > 0) {
            file = file.clone();
            files.put(segment, file);
        }
        return write(
                XLOG,
                major.isAtLeast(PostgresMajor.V9_3) ? END_OF_RECOVERY : SHUTDOWN_CHECKPOINT,
                withContentHeader(namingTimelines(to, from)));
    }

    /**
     * Begins a record that crosses into the next page, loses the rest in a crash, and goes on as a restarted server does: with
     * a page that says so.
     *
     * @return where the void record begins
     */
    public Lsn loseTheRestOfARecord() {
        long before = previous;
        int room = BLOCK - offset % BLOCK;
        int page = offset / BLOCK;
        Lsn start = record(new byte[room + 100]);
        int nextPage = (page + 1) * BLOCK;
        if (nextPage == geometry.segmentSize().bytes()) {
            nextPage = 0;
        }
        Arrays.fill(file, nextPage, file.length, (byte) 0);
        offset = nextPage;
        previous = before;
        extraFlags = OVERWRITTEN;
        write(XLOG, OVERWRITE, withContentHeader(new byte[16]));
        return start;
    }

    private byte[] newFile() {
        return new byte[geometry.segmentSize().bytes()];
    }

    private void nextSegment() {
        segment = geometry.next(new SegmentName(timeline, segment.log(), segment.segment()));
        file = newFile();
        offset = 0;
    }

    private Lsn write(int resourceManager, int info, byte[] content) {
        offset = (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int room = BLOCK - offset % BLOCK;
        if (major == PostgresMajor.V9_2 && room < 32) {
            offset += room;
        }
        if (offset == file.length) {
            nextSegment();
        }
        if (offset % BLOCK == 0) {
            pageHeader(0);
        }
        Lsn start = position();
        byte[] record = assemble(resourceManager, info, content);
        previous = start.value();
        for (int written = 0; written < record.length; ) {
            if (offset == file.length) {
                nextSegment();
            }
            if (offset % BLOCK == 0) {
                pageHeader(record.length - written);
            }
            int part = Math.min(record.length - written, BLOCK - offset % BLOCK);
            System.arraycopy(record, written, file, offset, part);
            written += part;
            offset += part;
        }
        offset = (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (offset == file.length) {
            nextSegment();
        }
        return start;
    }

    private void pageHeader(int remainder) {
        long address = geometry.startOf(segment).value() + offset;
        boolean isLong = offset == 0;
        if (isLong) {
            files.put(segment, file);
        }
        boolean old = major == PostgresMajor.V9_2;
        int flags = REMOVABLE | (remainder > 0 ? CONTINUATION : 0) | (isLong ? LONG_HEADER : 0) | extraFlags;
        extraFlags = 0;
        ByteBuffer header = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) major.pageMagic()).putShort((short) flags).putInt(timeline.value());
        putLsn(header, address);
        if (!old) {
            header.putInt(remainder).putInt(0);
        }
        if (isLong) {
            header.putLong(systemIdentifier.value())
                    .putInt(geometry.segmentSize().bytes())
                    .putInt(BLOCK);
        }
        if (old && remainder > 0) {
            header.putInt(remainder);
        }
        System.arraycopy(header.array(), 0, file, offset, header.position());
        offset += header.position();
    }

    private void putLsn(ByteBuffer to, long lsn) {
        to.putLong(major == PostgresMajor.V9_2 ? Long.rotateLeft(lsn, 32) : lsn);
    }

    private byte[] assemble(int resourceManager, int info, byte[] content) {
        boolean crc32c = major.isAtLeast(PostgresMajor.V9_5);
        int headerBytes = crc32c ? 24 : 32;
        byte[] record = new byte[headerBytes + content.length];
        System.arraycopy(content, 0, record, headerBytes, content.length);
        ByteBuffer header = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        int transaction = 700;
        if (crc32c) {
            header.putInt(record.length).putInt(transaction);
            putLsn(header, previous);
            header.put((byte) info).put((byte) resourceManager);
            CRC32C crc = new CRC32C();
            crc.update(record, headerBytes, content.length);
            crc.update(record, 0, 20);
            header.putInt(20, (int) crc.getValue());
        } else if (major == PostgresMajor.V9_2) {
            header.putInt(0);
            putLsn(header, previous);
            header.putInt(transaction).putInt(record.length).putInt(content.length);
            header.put((byte) info).put((byte) resourceManager);
            header.putInt(0, legacyCrc(record, headerBytes, 4, 32));
        } else {
            header.putInt(record.length).putInt(transaction).putInt(content.length);
            header.put((byte) info).put((byte) resourceManager).putShort((short) 0);
            putLsn(header, previous);
            header.putInt(24, legacyCrc(record, headerBytes, 0, 24));
        }
        return record;
    }

    private byte[] withContentHeader(byte[] content) {
        if (!major.isAtLeast(PostgresMajor.V9_5) || content.length == 0) {
            return content;
        }
        boolean shortForm = content.length < 256;
        ByteBuffer framed =
                ByteBuffer.allocate(content.length + (shortForm ? 2 : 5)).order(ByteOrder.LITTLE_ENDIAN);
        if (shortForm) {
            framed.put((byte) 255).put((byte) content.length);
        } else {
            framed.put((byte) 254).putInt(content.length);
        }
        return framed.put(content).array();
    }

    /** A checkpoint and an end-of-recovery record both have the two timelines behind one 64 bit number. */
    private static byte[] namingTimelines(TimelineId own, TimelineId before) {
        return ByteBuffer.allocate(72)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putInt(own.value())
                .putInt(before.value())
                .array();
    }

    private static int legacyCrc(byte[] record, int contentFrom, int headerFrom, int headerTo) {
        int crc = -1;
        for (int i = contentFrom; i < record.length; i++) {
            crc = legacyStep(crc, record[i]);
        }
        for (int i = headerFrom; i < headerTo; i++) {
            crc = legacyStep(crc, record[i]);
        }
        return ~crc;
    }

    /** One byte of the checksum of 9.4 and older, bit by bit: slow, and not built on the reader's tables. */
    private static int legacyStep(int crc, byte next) {
        int entry = (crc >>> 24 ^ next) & 0xFF;
        for (int bit = 0; bit < 8; bit++) {
            entry = (entry & 1) == 0 ? entry >>> 1 : entry >>> 1 ^ 0xEDB88320;
        }
        return entry ^ crc << 8;
    }
}
