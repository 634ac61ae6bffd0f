package org.walsafe.restore;

import java.io.ByteArrayOutputStream;

/** Keeps the beginning of what is written to it, up to a bound, and drops the rest. For one thread. */
final class BoundedOutput extends ByteArrayOutputStream {

    private final int maximumBytes;

    BoundedOutput(int maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    @Override
    public synchronized void write(int value) {
        if (count < maximumBytes) {
            super.write(value);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        super.write(bytes, offset, Math.min(length, maximumBytes - count));
    }
}
