package org.walsafe.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BRIEFLY_MILLIS = 200;

    private ServerSocket server;
    private Relay relay;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        relay = Relay.to(server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), relay.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    @Test
    void passesBothWays() throws IOException {
        assertPassesBothWays();
    }

    private void assertPassesBothWays() throws IOException {
        try (Socket client = connect();
                Socket served = server.accept()) {
            client.getOutputStream().write('a');
            assertThat(served.getInputStream().read()).isEqualTo('a');
            served.getOutputStream().write('b');
            assertThat(client.getInputStream().read()).isEqualTo('b');
            served.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aCutEndsConnectionsAndLetsNoneBeMadeUntilItIsMended() throws IOException {
        try (Socket client = connect();
                Socket served = server.accept()) {
            client.getOutputStream().write('a');
            assertThat(served.getInputStream().read()).isEqualTo('a');
            relay.cut();
            assertThat(hasEnded(client)).isTrue();
            assertThat(hasEnded(served)).isTrue();
        }
        try (Socket refused = connect()) {
            assertThat(hasEnded(refused)).isTrue();
        }

        relay.mendCut();
        assertPassesBothWays();
    }

    /** An end without a word, or with a reset. */
    private static boolean hasEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void silenceKeepsWhatIsSentUntilItIsMended() throws IOException {
        try (Socket client = connect();
                Socket served = server.accept()) {
            relay.silence();
            client.getOutputStream().write('a');
            served.setSoTimeout(BRIEFLY_MILLIS);
            assertThat(hearsNothing(served)).isTrue();

            relay.mendSilence();
            served.setSoTimeout(PATIENCE_MILLIS);
            assertThat(served.getInputStream().read()).isEqualTo('a');
        }
    }

    private static boolean hearsNothing(Socket socket) throws IOException {
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }
}
