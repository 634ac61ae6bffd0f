package org.walsafe.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes as they are stored, buffered and counted. Remembers a failure to read them, so that it is not taken for a
 * fault in what was read.
 *
 * <p>For one thread.
 */
final class StoredBytes extends InputStream {

    private final InputStream in;
    private final String source;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private long bufferOffset;
    private @Nullable IOException failure;

    StoredBytes(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    /** What is read, for messages. */
    String source() {
        return source;
    }

    /** How many bytes have been taken. */
    long offset() {
        return bufferOffset + next;
    }

    /** The failure to read, if there was one. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** The next bytes, at most {@code most} and fewer only at the end of the file, without taking them. */
    byte[] peek(int most) throws IOException {
        int start = next;
        while (end - start < most && fillBehind()) {}
        return Arrays.copyOfRange(buffer, start, Math.min(end, start + most));
    }

    /** Whether there is a byte to take; waits for it. */
    boolean hasNext() throws IOException {
        if (next < end) {
            return true;
        }
        bufferOffset += end;
        next = 0;
        end = 0;
        return fillBehind();
    }

    /** The buffer: the bytes from {@link #from()} on, {@link #buffered()} of them, can be looked at and then taken. */
    byte[] buffer() {
        return buffer;
    }

    int from() {
        return next;
    }

    int buffered() {
        return end - next;
    }

    /** Takes {@code count} buffered bytes. */
    void take(int count) {
        next += count;
    }

    @Override
    public int read() throws IOException {
        return hasNext() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end && length >= buffer.length) {
            return readPastBuffer(target, offset, length);
        }
        if (!hasNext()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(buffer, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return end - next;
    }

    /** The next byte. */
    int unsignedByte() throws IOException {
        int value = read();
        if (value < 0) {
            throw new EOFException("it ends too early");
        }
        return value;
    }

    /** The next four bytes, the lowest first. */
    int littleEndianInt() throws IOException {
        return unsignedByte() | (unsignedByte() << 8) | (unsignedByte() << 16) | (unsignedByte() << 24);
    }

    /** Takes exactly {@code length} bytes into {@code target} from its beginning on. */
    void readExactly(byte[] target, int length) throws IOException {
        if (readNBytes(target, 0, length) < length) {
            throw new EOFException("it ends too early");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int readPastBuffer(byte[] target, int offset, int length) throws IOException {
        try {
            int count = in.read(target, offset, length);
            bufferOffset += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private boolean fillBehind() throws IOException {
        try {
            int count = end == buffer.length ? -1 : in.read(buffer, end, buffer.length - end);
            if (count > 0) {
                end += count;
            }
            return count > 0;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
