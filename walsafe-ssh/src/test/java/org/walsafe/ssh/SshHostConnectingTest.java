package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.io.output.NullOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.Command;
import org.walsafe.host.HostUnreachableException;

@Timeout(60)
class SshHostConnectingTest {

    private static final SshAlgorithms UNKNOWN_CIPHER = new SshAlgorithms(
            SshAlgorithms.DEFAULT.keyExchange(),
            SshAlgorithms.DEFAULT.hostKeys(),
            List.of("rot13"),
            SshAlgorithms.DEFAULT.macs(),
            SshAlgorithms.DEFAULT.userKeys(),
            SshAlgorithms.DEFAULT.authorities());

    @TempDir
    Path directory;

    @Test
    @Timeout(10)
    void aCommandWaitsForTheConnectionNoLongerThanItsDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SshHost host = new SshHost(at(silent.getLocalPort())
                        .connectTimeout(Duration.ofMinutes(5))
                        .build())) {
            assertThatThrownBy(() ->
                            host.run(Command.of("true").within(Duration.ofMillis(200)), NullOutputStream.INSTANCE))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("connecting to anybody@127.0.0.1");
        }
    }

    @Test
    @Timeout(10)
    void aServerThatNeverSpeaksIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SshHost host = new SshHost(at(silent.getLocalPort())
                        .connectTimeout(Duration.ofMillis(200))
                        .build())) {
            assertThatThrownBy(() -> host.run(Command.of("true"), NullOutputStream.INSTANCE))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("no login within 200 ms");
        }
    }

    @Test
    void whereNoAllowedAlgorithmIsKnownNobodyIsCalled() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();

            assertConfigurationIsRefused(at(port));

            assertThat(server.accept()).isNull();
        }
    }

    @Test
    void whereNoAllowedAlgorithmIsKnownTheHostBeforeItIsNotCalledEither() throws IOException {
        try (InProcessSshd gateway = new InProcessSshd(directory)) {
            assertConfigurationIsRefused(at(1).jump(gateway.configuration().build()));

            assertThat(gateway.connections()).isZero();
        }
    }

    private static void assertConfigurationIsRefused(SshConfiguration.Builder configuration) {
        try (SshHost host = new SshHost(configuration.algorithms(UNKNOWN_CIPHER).build())) {
            assertThatThrownBy(() -> host.run(Command.of("true"), NullOutputStream.INSTANCE))
                    .isInstanceOf(SshConfigurationException.class)
                    .hasMessageContaining("rot13");
        }
    }

    private static SshConfiguration.Builder at(int port) {
        return SshConfiguration.builder(new SshTarget("anybody", "127.0.0.1", port));
    }
}
