package org.walsafe.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.walsafe.host.HostPath;

/**
 * Writes a remote file from its beginning, with several requests under way; {@link #finish} waits for them all.
 *
 * <p>Remembers whether it was the file that could not be written, so that a failing source is told apart. Not thread-safe.
 */
final class SftpOutputStream extends OutputStream {

    private final SftpChannel channel;
    private final byte[] handle;
    private final HostPath file;
    private final Deque<SftpCall> underWay = new ArrayDeque<>();
    private final byte[] buffer = new byte[SftpChannel.CHUNK_BYTES];
    private int buffered;
    private long offset;

    SftpOutputStream(SftpChannel channel, byte[] handle, HostPath file) {
        this.channel = channel;
        this.handle = handle;
        this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
        if (buffered == buffer.length) {
            send();
        }
        buffer[buffered++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (buffered == buffer.length) {
                send();
            }
            int part = Math.min(length - written, buffer.length - buffered);
            System.arraycopy(bytes, from + written, buffer, buffered, part);
            buffered += part;
            written += part;
        }
    }

    /** Sends what is left and waits until the server has taken everything. */
    void finish() throws IOException {
        if (buffered > 0) {
            send();
        }
        while (!underWay.isEmpty()) {
            awaitFirst();
        }
    }

    private void send() throws IOException {
        if (underWay.size() == SftpChannel.WINDOW) {
            awaitFirst();
        }
        underWay.add(channel.write(handle, offset, buffer, 0, buffered, file));
        offset += buffered;
        buffered = 0;
    }

    private void awaitFirst() throws IOException {
        underWay.remove().succeed("cannot be written");
    }
}
