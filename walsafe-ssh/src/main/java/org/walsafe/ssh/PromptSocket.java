package org.walsafe.ssh;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * A TCP connection on which small messages do not wait.
 *
 * <p>SSHJ leaves Nagle's algorithm on, and {@code sshd} does until a session begins; each makes the other's delayed
 * acknowledgement cost 40 ms per message. So ours is off, and while logging in every read asks for a quick
 * acknowledgement where the platform has such a thing (Linux).
 */
final class PromptSocket extends Socket {

    private volatile boolean quickAcknowledgements;

    private PromptSocket() throws IOException {
        setTcpNoDelay(true);
        setKeepAlive(true);
        quickAcknowledgements = supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    /**
     * Connects to the first address of {@code host} that answers; each gets its share of the time.
     *
     * @throws IOException when none does, or the name has none
     */
    static PromptSocket connect(String host, int port, Deadline deadline) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        IOException failure = new IOException(host + " has no address");
        for (int i = 0; i < addresses.length; i++) {
            PromptSocket socket = new PromptSocket();
            try {
                int share = Math.max(1, deadline.leftMillis() / (addresses.length - i));
                socket.connect(new InetSocketAddress(addresses[i], port), share);
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    /** Ends what is only worth its cost while logging in. */
    void loggedIn() {
        quickAcknowledgements = false;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                acknowledgeQuickly();
                return super.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                acknowledgeQuickly();
                return super.read(into, offset, length);
            }
        };
    }

    private void acknowledgeQuickly() throws IOException {
        if (quickAcknowledgements) {
            setOption(ExtendedSocketOptions.TCP_QUICKACK, true); // the kernel forgets it again and again
        }
    }
}
