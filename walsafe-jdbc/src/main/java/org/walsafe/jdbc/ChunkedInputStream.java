package org.walsafe.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A file that is fetched piece by piece; a piece that is shorter than asked for is the last. For one thread. */
final class ChunkedInputStream extends InputStream {

    static final int CHUNK_BYTES = 1 << 20;

    /** Fetches at most {@link #CHUNK_BYTES} from an offset on. */
    @FunctionalInterface
    interface Source {
        byte[] chunk(long offset) throws IOException;
    }

    private final Source source;
    private byte[] chunk = {};
    private int taken;
    private long offset;
    private boolean last;

    ChunkedInputStream(Source source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : chunk[taken++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - taken);
        System.arraycopy(chunk, taken, target, start, count);
        taken += count;
        return count;
    }

    private boolean isAtEnd() throws IOException {
        if (taken == chunk.length && !last) {
            chunk = source.chunk(offset);
            offset += chunk.length;
            taken = 0;
            last = chunk.length < CHUNK_BYTES;
        }
        return taken == chunk.length;
    }
}
