package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.output.NullOutputStream;
import org.apache.commons.io.output.ProxyOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.Command;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.PublishMode;
import org.walsafe.tck.Race;

@Timeout(60)
class SshHostClosingTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static InProcessSshd sshd;

    @BeforeAll
    static void start() throws IOException {
        sshd = new InProcessSshd(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        sshd.close();
    }

    @Test
    void aHostCanBeClosedAgain() throws IOException {
        SshHost host = host();
        host.run(Command.of("true"), NullOutputStream.INSTANCE);
        host.files().status(new HostPath("/"));

        host.close();

        assertThatCode(host::close).doesNotThrowAnyException();
    }

    @Test
    void aHostThatNeverConnectedCanBeClosed() throws IOException {
        SshHost host = host();

        assertThatCode(host::close).doesNotThrowAnyException();
        assertThatThrownBy(host::files).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingWakesARunningCommand() throws Exception {
        SshHost host = host();
        CountDownLatch running = new CountDownLatch(1);
        OutputStream signal = new ProxyOutputStream(NullOutputStream.INSTANCE) {
            @Override
            protected void afterWrite(int count) {
                running.countDown();
            }
        };
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> host.run(Command.of("sh", "-c", "echo running; exec sleep 50"), signal)));
        running.await();

        host.close();

        assertThat(failure.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .isInstanceOf(HostUnreachableException.class)
                .hasMessageContaining("closed")
                .hasMessageContaining("sh");
    }

    @Test
    void closingWakesAConnectionAttempt() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshTarget target = new SshTarget("anybody", "127.0.0.1", silent.getLocalPort());
            SshHost host = new SshHost(SshConfiguration.builder(target).build());
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> host.run(Command.of("true"), NullOutputStream.INSTANCE)));

            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().read();
                host.close();

                assertThat(failure.get(SOON.toSeconds(), TimeUnit.SECONDS))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
                await("the attempt is given up").atMost(SOON).until(() -> ended(accepted));
            }
        }
    }

    private static boolean ended(Socket accepted) {
        try {
            return accepted.getInputStream().skip(Long.MAX_VALUE) == 0
                    && accepted.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void whatIsReadAndWrittenWhileTheHostIsClosedFailsClearly() throws IOException {
        Path file = Files.write(directory.resolve("long"), new byte[5_000_000]);
        SshHost reading = host();
        InputStream stream = reading.files().read(new HostPath(file.toString()), 0);
        reading.close();
        assertThatThrownBy(stream::readAllBytes)
                .isInstanceOf(HostUnreachableException.class)
                .hasMessageContaining("closed");
        stream.close();

        SshHost writing = host();
        HostPath target = new HostPath(directory.toString()).child("half");
        assertThatThrownBy(() -> writing.files()
                        .publish(
                                target,
                                out -> {
                                    writing.close();
                                    out.write(new byte[5_000_000]);
                                },
                                PublishMode.IF_ABSENT))
                .isInstanceOf(HostUnreachableException.class)
                .hasMessageContaining("closed");
        assertThat(Path.of(target.value())).doesNotExist();
    }

    @Test
    void whatRacesWithClosingSucceedsOrSaysThatTheHostWasClosed() throws Exception {
        for (int round = 0; round < 40; round++) {
            SshHost host = host();
            List<Throwable> failures = Race.of(5, racer -> {
                if (racer == 0) {
                    host.run(Command.of("true"), NullOutputStream.INSTANCE);
                    host.close();
                }
                return untilFailure(host, racer);
            });

            assertThat(failures).allSatisfy(failure -> assertThat(failure)
                    .isInstanceOfAny(IllegalStateException.class, HostUnreachableException.class)
                    .hasMessageContaining("close"));
        }
    }

    private static Throwable untilFailure(SshHost host, int racer) {
        while (true) {
            try {
                if (racer % 2 == 0) {
                    host.run(Command.of("true"), NullOutputStream.INSTANCE);
                } else {
                    host.files().status(new HostPath("/"));
                }
            } catch (IOException | RuntimeException e) {
                return e;
            }
        }
    }

    private static SshHost host() throws IOException {
        return new SshHost(sshd.configuration().build());
    }
}
