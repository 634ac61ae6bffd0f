package org.walsafe.tck;

import java.io.InputStream;
import java.util.Arrays;

/**
 * What a file on a {@link SimulatedDisk} holds: its first bytes, and zeros up to its length, which cost no memory. So a
 * segment is as long as a real one.
 *
 * <p>Immutable as long as the bytes are left alone. Never blocks.
 *
 * @since 0.1.0
 */
public final class SimulatedContent {

    /** No bytes. */
    public static final SimulatedContent NONE = of(new byte[0]);

    private final byte[] start;
    private final int length;

    /**
     * A content.
     *
     * @param start the first bytes, not copied; those beyond {@code length} do not count
     * @param length how many bytes there are
     */
    public SimulatedContent(byte[] start, int length) {
        this.start = start;
        this.length = length;
    }

    /**
     * {@return these bytes and no more}
     *
     * @param bytes the content, not copied
     */
    public static SimulatedContent of(byte[] bytes) {
        return new SimulatedContent(bytes, bytes.length);
    }

    /**
     * {@return the same content, not longer than that}
     *
     * @param newLength how many bytes may be left
     */
    public SimulatedContent cutAt(int newLength) {
        return newLength >= length ? this : new SimulatedContent(start, newLength);
    }

    /** {@return how many bytes there are} */
    public int length() {
        return length;
    }

    /** {@return all bytes, in an array of its own} */
    public byte[] bytes() {
        return Arrays.copyOf(start, length);
    }

    /**
     * {@return a stream of the bytes}
     *
     * @param offset where to begin
     */
    public InputStream open(long offset) {
        return new Reading((int) Math.min(offset, length));
    }

    private final class Reading extends InputStream {

        private int position;

        Reading(int position) {
            this.position = position;
        }

        @Override
        public int read() {
            if (position >= length) {
                return -1;
            }
            int at = position++;
            return at < start.length ? start[at] & 0xFF : 0;
        }

        @Override
        public int read(byte[] into, int offset, int most) {
            int count = Math.min(most, length - position);
            if (count <= 0) {
                return most == 0 ? 0 : -1;
            }
            int real = Math.max(0, Math.min(count, start.length - position));
            System.arraycopy(start, Math.min(position, start.length), into, offset, real);
            Arrays.fill(into, offset + real, offset + count, (byte) 0);
            position += count;
            return count;
        }

        @Override
        public long skip(long most) {
            int count = (int) Math.max(0, Math.min(most, length - position));
            position += count;
            return count;
        }

        @Override
        public int available() {
            return length - position;
        }
    }
}
