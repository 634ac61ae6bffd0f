package org.walsafe.wal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The page being read. There is one per file, filled again and again. */
final class Page {

    private final WalLayout layout;
    private final byte[] bytes;
    private final byte[] zeros;
    private final ByteBuffer fields;
    private long address;
    private int filled;
    private PageHeader header;

    /** A page that begins with bytes already read. */
    Page(WalLayout layout, int size, byte[] start) {
        this.layout = layout;
        this.bytes = new byte[size];
        this.zeros = new byte[size];
        this.fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        System.arraycopy(start, 0, bytes, 0, start.length);
        this.header = PageHeader.read(layout, fields);
    }

    /**
     * Takes the next page from a stream.
     *
     * @param address the LSN where it lies
     * @param from how many of its bytes are already there
     * @return how many bytes there are, fewer than a page only where the stream ends
     */
    int fill(long address, InputStream content, int from) throws IOException {
        filled = from + content.readNBytes(bytes, from, bytes.length - from);
        this.address = address;
        this.header = PageHeader.read(layout, fields);
        return filled;
    }

    int size() {
        return bytes.length;
    }

    long address() {
        return address;
    }

    PageHeader header() {
        return header;
    }

    /** How many bytes of the page the stream had. */
    int filled() {
        return filled;
    }

    /** The bytes themselves, not a copy. */
    byte[] bytes() {
        return bytes;
    }

    int intAt(int offset) {
        return fields.getInt(offset);
    }

    long lsnAt(int offset) {
        return layout.lsnAt(fields, offset);
    }

    /** Where the first byte other than zero is, or -1. */
    int firstNonZero(int from) {
        int mismatch = Arrays.mismatch(bytes, from, bytes.length, zeros, from, bytes.length);
        return mismatch < 0 ? -1 : from + mismatch;
    }
}
