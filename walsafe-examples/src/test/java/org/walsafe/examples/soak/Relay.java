package org.walsafe.examples.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network on the way to a port of the loopback interface: a port of its own, whose connections can be cut or silenced.
 *
 * <p>Thread-safe. Closing ends every connection; its threads end with their connections.
 */
final class Relay implements AutoCloseable {

    private static final int BUFFER = 65_536;

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean cut;
    private boolean silent;

    private Relay(int target, ServerSocket listening) {
        this.target = target;
        this.listening = listening;
    }

    /** Begins to pass on what arrives to a port. */
    static Relay to(int target) throws IOException {
        Relay relay = new Relay(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        start("relay-to-" + target, relay::accept);
        return relay;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Its own port. */
    int port() {
        return listening.getLocalPort();
    }

    /** Ends every connection, and lets none be made. */
    void cut() {
        synchronized (this) {
            cut = true;
        }
        sockets.forEach(Relay::end);
    }

    /** Lets connections be made again. */
    synchronized void mendCut() {
        cut = false;
    }

    /** Lets nothing through. Connections stay; even those that are made meanwhile. */
    synchronized void silence() {
        silent = true;
    }

    /** Lets everything through again; what was held back, first. */
    synchronized void mendSilence() {
        silent = false;
        notifyAll();
    }

    /** Waits as long as nothing may pass. */
    private synchronized void awaitPassage() throws IOException {
        try {
            while (silent) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (cut) {
            throw new IOException("the network is cut");
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                start("relay-" + client.getPort(), () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitPassage();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            start("relay-" + client.getPort() + "-back", () -> pass(server, client));
            pass(client, server);
        } catch (IOException unreachable) {
            end(client);
            sockets.remove(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitPassage();
                out.write(buffer, 0, count);
            }
        } catch (IOException ended) {
            // so does the other way
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        mendSilence();
    }
}
