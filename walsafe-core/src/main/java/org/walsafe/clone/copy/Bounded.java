package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.OutputStream;

/** Lets so many bytes through, and no more. For one thread. */
final class Bounded extends OutputStream {

    private final OutputStream out;
    private long left;

    Bounded(OutputStream out, long limit) {
        this.out = out;
        this.left = limit;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > left) {
            throw new IOException("a command gave more output than it can have");
        }
        left -= length;
        out.write(bytes, offset, length);
    }
}
