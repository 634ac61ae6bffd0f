package org.walsafe.wal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The page being read. There is one per file, moved over the file's content, of which a few pages at a time are in memory. */
final class Page {

    /** So much is read in one go. Pages and segments are powers of two, so whole pages always come of it. */
    private static final int CHUNK = 1 << 17;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final WalLayout layout;
    private final int size;
    private final byte[] bytes;
    private final byte[] zeros;

    /** How many bytes are in memory, and how many more the file should have. */
    private int inMemory;

    private int missing;

    private long address;
    private int at;
    private int next;
    private PageHeader header;

    /**
     * Stands before the first page of a segment.
     *
     * @param start its first bytes, already taken from its stream
     */
    Page(WalLayout layout, SegmentHeader segment, byte[] start) {
        this.layout = layout;
        this.size = segment.blockSize();
        this.bytes = new byte[Math.max(CHUNK, size)];
        this.zeros = new byte[size];
        this.inMemory = start.length;
        this.missing = segment.segmentSize().bytes() - start.length;
        System.arraycopy(start, 0, bytes, 0, start.length);
        this.header = PageHeader.read(layout, this);
    }

    /**
     * Moves to the next page.
     *
     * @param address the LSN where it lies
     * @return how many of its bytes there are, fewer than a page only where the stream ends
     */
    int moveOn(long address, InputStream content) throws IOException {
        if (next == bytes.length) {
            next = 0;
            inMemory = 0;
        }
        if (inMemory < next + size && missing > 0) {
            int read = content.readNBytes(bytes, inMemory, Math.min(bytes.length - inMemory, missing));
            inMemory += read;
            missing -= read;
        }
        this.address = address;
        at = next;
        next += size;
        header = PageHeader.read(layout, this);
        return filled();
    }

    int size() {
        return size;
    }

    long address() {
        return address;
    }

    PageHeader header() {
        return header;
    }

    /** How many bytes of the page the stream had. */
    int filled() {
        return Math.min(size, inMemory - at);
    }

    /** Memory that holds the page, not a copy: it begins {@link #at()} there. */
    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int shortAt(int offset) {
        return Short.toUnsignedInt((short) SHORTS.get(bytes, at + offset));
    }

    int intAt(int offset) {
        return (int) INTS.get(bytes, at + offset);
    }

    long lsnAt(int offset) {
        return layout.lsn((long) LONGS.get(bytes, at + offset));
    }

    /** Where the first byte other than zero is, or -1. */
    int firstNonZero(int from) {
        int mismatch = Arrays.mismatch(bytes, at + from, at + size, zeros, from, size);
        return mismatch < 0 ? -1 : from + mismatch;
    }

    /** Where the first byte is that two pages do not have in common, or -1. */
    int mismatch(Page other) {
        return Arrays.mismatch(bytes, at, at + filled(), other.bytes, other.at, other.at + other.filled());
    }

    /** Whether both pages, and what of their files is in memory behind them, are equal. */
    boolean isFollowedInMemoryAs(Page other) {
        return Arrays.equals(bytes, at, inMemory, other.bytes, other.at, other.inMemory);
    }
}
