package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;

/** A decoder that makes its content block by block, and hands it out as it is asked for. For one thread. */
abstract class BlockwiseStream extends InputStream {

    /** Holds the latest block, and whatever else the decoder needs at hand. */
    protected byte[] content;

    /** Where in {@link #content} what was not yet read begins. */
    protected int next;

    /** Where in {@link #content} what is decoded ends. */
    protected int end;

    protected BlockwiseStream(byte[] content) {
        this.content = content;
    }

    /**
     * Takes a step: what it decodes, if anything, is between {@link #next} and {@link #end}, which are equal before.
     *
     * @return false at the end of the content
     */
    protected abstract boolean advance() throws IOException;

    @Override
    public final int read() throws IOException {
        return hasContent() ? content[next++] & 0xff : -1;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (!hasContent()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(content, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean hasContent() throws IOException {
        while (next == end) {
            if (!advance()) {
                return false;
            }
        }
        return true;
    }
}
