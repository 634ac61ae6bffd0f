package org.walsafe.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads a local command's standard output and hands it to the caller's thread, which can stop waiting at a deadline. */
final class LocalStdout extends Thread {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CHUNKS_AHEAD = 4;
    private static final byte[] END = new byte[0];

    private final InputStream stdout;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);

    LocalStdout(InputStream stdout, String threadName) {
        super(threadName);
        setDaemon(true);
        this.stdout = stdout;
    }

    @Override
    public void run() {
        try (stdout) {
            byte[] buffer = new byte[CHUNK_BYTES];
            for (int length = stdout.read(buffer); length > 0; length = stdout.read(buffer)) {
                chunks.put(Arrays.copyOf(buffer, length));
            }
            chunks.put(END);
        } catch (IOException | InterruptedException abandoned) {
            // nobody waits for the rest
        }
    }

    /**
     * Copies all output to {@code sink}.
     *
     * @return whether its end came before {@code end} on the clock of {@link System#nanoTime}
     */
    @SuppressWarnings("ReferenceEquality") // END is that one object
    boolean copyTo(OutputStream sink, long end) throws IOException, InterruptedException {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            byte[] chunk = chunks.poll(left, TimeUnit.NANOSECONDS);
            if (chunk == END) {
                return true;
            }
            if (chunk != null) {
                sink.write(chunk);
            }
        }
        return false;
    }
}
