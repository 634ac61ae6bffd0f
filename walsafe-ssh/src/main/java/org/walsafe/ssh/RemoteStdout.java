package org.walsafe.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a remote command's standard output and hands it to the caller's thread, which can stop waiting at a deadline. */
final class RemoteStdout implements Runnable {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CHUNKS_AHEAD = 4;

    /** What comes next: bytes, the end, or the failure of the connection. */
    private sealed interface Next {
        @SuppressWarnings("ArrayRecordComponent")
        record Chunk(byte[] bytes) implements Next {}

        record End() implements Next {}

        record Failure(IOException reason) implements Next {}
    }

    private final InputStream stdout;
    private final BlockingQueue<Next> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);

    RemoteStdout(InputStream stdout) {
        this.stdout = stdout;
    }

    @Override
    public void run() {
        try {
            chunks.put(readAll());
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        }
    }

    /** The stream is never closed: SSHJ cuts the whole connection when more arrives for a closed one. */
    private Next readAll() throws InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            for (int length = stdout.read(buffer); length >= 0; length = stdout.read(buffer)) {
                chunks.put(new Next.Chunk(Arrays.copyOf(buffer, length)));
            }
            return new Next.End();
        } catch (InterruptedIOException abandoned) {
            throw new InterruptedException("nobody waits for the rest");
        } catch (IOException e) {
            return new Next.Failure(e);
        }
    }

    /**
     * Copies all output to {@code sink}.
     *
     * @return whether its end came in time
     * @throws LostConnectionException when the connection failed
     * @throws IOException what {@code sink} threw
     */
    boolean copyTo(OutputStream sink, Deadline deadline) throws IOException, InterruptedException {
        while (!deadline.hasPassed()) {
            Next next = chunks.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            if (next instanceof Next.Chunk chunk) {
                sink.write(chunk.bytes());
            } else if (next instanceof Next.Failure failure) {
                throw new LostConnectionException(failure.reason());
            } else if (next instanceof Next.End) {
                return true;
            }
        }
        return false;
    }

    /** The connection failed, not the caller's stream. */
    static final class LostConnectionException extends IOException {

        private static final long serialVersionUID = 1L;

        LostConnectionException(IOException cause) {
            super(cause);
        }
    }
}
