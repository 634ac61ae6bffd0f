package org.walsafe.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Event;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/**
 * A session channel whose end can be asked for and waited for apart, each without the other's delay, and that leaves nobody
 * waiting when the connection is lost.
 */
final class ExecChannel extends SessionChannel {

    private @Nullable SSHException lost;

    ExecChannel(Connection connection) {
        super(connection, StandardCharsets.UTF_8);
    }

    /** SSHJ sends a request before it notes that somebody waits for the answer, and would overlook him in between. */
    @Override
    protected synchronized Event<ConnectionException> sendChannelRequest(
            String type, boolean wantReply, Buffer.PlainBuffer specific) throws TransportException {
        if (lost != null) {
            throw new TransportException(lost.getMessage(), lost);
        }
        return super.sendChannelRequest(type, wantReply, specific);
    }

    /** SSHJ may call this as early as in the constructor it inherits; so nothing here has a field to wait for. */
    @Override
    public synchronized void notifyError(SSHException error) {
        lost = error;
        super.notifyError(error);
    }

    /**
     * Waits until both sides have closed the channel.
     *
     * @return whether they have by {@code deadline}
     * @throws InterruptedIOException when the thread is interrupted
     * @throws IOException when the connection was lost
     */
    boolean awaitEnd(Deadline deadline) throws IOException {
        try {
            while (!deadline.hasPassed()) {
                if (closeEvent.tryAwait(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            }
            return closeEvent.isSet();
        } catch (IOException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedIOException("interrupted while waiting for a command to end");
            }
            throw e;
        }
    }

    /**
     * Tells the server that the channel is over and waits a little for it to agree.
     *
     * @return whether it did, or the connection is lost
     */
    boolean endWithin(Duration time) {
        try {
            sendClose();
            return awaitEnd(Deadline.in(time));
        } catch (IOException e) {
            return !(e instanceof InterruptedIOException);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return new FailedForGoodOutputStream(super.getOutputStream());
    }

    /**
     * The command's standard input, to be written by one thread. It waits for the server's window by itself: SSHJ's own stream
     * would wait in a lock that its only reading thread needs when the command ends.
     */
    OutputStream stdin() {
        return new FilterOutputStream(getOutputStream()) {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                int written = 0;
                while (written < length) {
                    long window = rwin.getSize();
                    if (window == 0) {
                        rwin.awaitExpansion(0);
                    } else {
                        int part = (int) Math.min(Math.min(window, rwin.getMaxPacketSize()), length - written);
                        out.write(bytes, offset + written, part);
                        out.flush();
                        written += part;
                    }
                }
            }
        };
    }

    /** Tells the server that the channel is over and does not wait. */
    @Override
    public void close() throws TransportException {
        sendClose();
    }
}
