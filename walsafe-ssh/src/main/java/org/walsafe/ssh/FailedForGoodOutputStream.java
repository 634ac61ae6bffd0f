package org.walsafe.ssh;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A channel's output that fails for good: after a failure every use fails in the same way, and closing does nothing. SSHJ's own
 * stream keeps the packet that it could not send, and trips over it with an {@link IndexOutOfBoundsException} when it is used
 * again.
 *
 * <p>To be used by one thread at a time, like the stream beneath.
 */
final class FailedForGoodOutputStream extends OutputStream {

    private final OutputStream out;
    private volatile @Nullable IOException failure;

    FailedForGoodOutputStream(OutputStream out) {
        this.out = out;
    }

    /** What may fail. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    @Override
    public void write(int value) throws IOException {
        unlessFailed(() -> out.write(value));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        unlessFailed(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        unlessFailed(out::flush);
    }

    @Override
    public void close() throws IOException {
        if (failure == null) {
            unlessFailed(out::close);
        }
    }

    private void unlessFailed(Step step) throws IOException {
        IOException earlier = failure;
        if (earlier != null) {
            throw new IOException(earlier.getMessage(), earlier);
        }
        try {
            step.run();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
