package org.walsafe.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import net.schmizz.sshj.sftp.PacketType;
import net.schmizz.sshj.sftp.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.host.HostPath;

/**
 * Reads a remote file, ahead of its reader: one request at first, twice as many with every answer, so that a marker costs
 * little and a segment comes at full speed.
 *
 * <p>Not thread-safe.
 */
final class SftpInputStream extends InputStream {

    /** A piece of the file that was asked for. */
    private record Piece(SftpCall call, long offset, int length) {}

    private static final Logger LOG = LoggerFactory.getLogger(SftpInputStream.class);

    private static final String ATTEMPT = "cannot be read";

    private final Lease<SftpChannel> lease;
    private final SftpChannel channel;
    private final byte[] handle;
    private final HostPath file;
    private final Deque<Piece> underWay = new ArrayDeque<>();
    private long nextOffset;
    private int window = 1;
    private byte[] bytes = new byte[0];
    private int position;
    private boolean ended;
    private boolean closed;

    SftpInputStream(Lease<SftpChannel> lease, byte[] handle, HostPath file, long offset) {
        this.lease = lease;
        this.channel = lease.channel();
        this.handle = handle;
        this.file = file;
        this.nextOffset = offset;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int part = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, into, offset, part);
        position += part;
        return part;
    }

    @Override
    public int available() {
        return bytes.length - position;
    }

    private boolean hasMore() throws IOException {
        if (closed) {
            throw new IOException("the stream of " + file + " is closed");
        }
        while (position == bytes.length && !ended) {
            ask();
            take();
        }
        return position < bytes.length;
    }

    private void ask() throws IOException {
        while (underWay.size() < window) {
            SftpCall call = channel.read(handle, nextOffset, SftpChannel.CHUNK_BYTES, file);
            underWay.add(new Piece(call, nextOffset, SftpChannel.CHUNK_BYTES));
            nextOffset += SftpChannel.CHUNK_BYTES;
        }
        window = Math.min(SftpChannel.WINDOW, window * 2);
    }

    private void take() throws IOException {
        Piece piece = underWay.remove();
        Optional<Response> answer = piece.call().answerOrEnd(PacketType.DATA, ATTEMPT);
        if (answer.isEmpty()) {
            ended = true;
            return;
        }
        bytes = answer.get().readBytes();
        position = 0;
        if (bytes.length < piece.length()) {
            askAgainFrom(piece.offset() + bytes.length);
        }
    }

    /** The server gave less than it was asked for: at the end of the file, or because it gives no more at a time. */
    private void askAgainFrom(long offset) throws IOException {
        drain();
        nextOffset = offset;
        window = 1;
    }

    private void drain() throws IOException {
        while (!underWay.isEmpty()) {
            underWay.remove().call().answerOrEnd(PacketType.DATA, ATTEMPT);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lease) {
            drain();
            channel.close(handle, file).succeed("cannot be closed");
        } catch (IOException e) {
            LOG.debug("closing {} failed, after it was read", file, e);
        }
    }
}
