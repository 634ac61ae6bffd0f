package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.io.output.NullOutputStream;
import org.apache.commons.io.output.ProxyOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** Connections that are cut, and connections on which nothing moves any more. */
@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
@Timeout(120)
class LostConnectionIT {

    private static final int MEGABYTE = 1 << 20;

    private RealSshd sshd;

    @BeforeEach
    void start() {
        sshd = RealSshd.start(Account.ordinary());
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    /** What a command's caller does with the first bytes of its output. */
    private static OutputStream atFirstOutput(Runnable action) {
        return new ProxyOutputStream(NullOutputStream.INSTANCE) {
            private boolean done;

            @Override
            protected void afterWrite(int count) {
                if (!done) {
                    done = true;
                    action.run();
                }
            }
        };
    }

    @Test
    void statusSignalAndLostConnectionAreKeptApart() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThat(host.run(Command.of("sh", "-c", "exit 3"), NullOutputStream.INSTANCE)
                            .ending())
                    .isEqualTo(new CommandEnding.Exited(3));
            assertThat(host.run(Command.of("sh", "-c", "kill -KILL $$"), NullOutputStream.INSTANCE)
                            .ending())
                    .isEqualTo(new CommandEnding.Signalled("KILL"));
            assertThatThrownBy(() -> host.run(
                            Command.of("sh", "-c", "echo; exec sleep 50"), atFirstOutput(sshd::dropConnections)))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("lost")
                    .hasMessageContaining("sh on " + host.name());
        }
    }

    @Test
    void afterALostConnectionTheNextCommandMakesAnother() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.run(
                            Command.of("sh", "-c", "echo; exec sleep 50"), atFirstOutput(sshd::dropConnections)))
                    .isInstanceOf(HostUnreachableException.class);

            assertThat(host.run(Command.of("true"), NullOutputStream.INSTANCE).succeeded())
                    .isTrue();
        }
    }

    @Test
    void aConnectionThatWasCutWhileNobodyUsedItIsReplaced() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            for (int i = 0; i < 5; i++) {
                assertThat(host.run(Command.of("true"), NullOutputStream.INSTANCE)
                                .succeeded())
                        .isTrue();
                sshd.dropConnections();
            }
        }
    }

    @Test
    void aFileThatIsCutOffIsAnErrorAndNotAnEnd() throws IOException {
        HostPath file = sshd.newDirectory().child("segment");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().publish(file, out -> out.write(new byte[64 * MEGABYTE]), PublishMode.IF_ABSENT);
            try (InputStream in = host.files().read(file, 0)) {
                in.readNBytes(MEGABYTE);
                sshd.dropConnections();

                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(HostUnreachableException.class)
                        .hasMessageContaining(host.name());
            }
            try (InputStream in = host.files().read(file, 63L * MEGABYTE)) {
                assertThat(in.readAllBytes()).hasSize(MEGABYTE);
            }
        }
    }

    @Test
    void aFileThatIsHalfWrittenGetsNoName() throws IOException {
        HostPath file = sshd.newDirectory().child("segment");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.files()
                            .publish(
                                    file,
                                    out -> {
                                        out.write(new byte[MEGABYTE]);
                                        sshd.dropConnections();
                                        out.write(new byte[64 * MEGABYTE]);
                                    },
                                    PublishMode.IF_ABSENT))
                    .isInstanceOf(HostUnreachableException.class);

            assertThat(host.files().status(file)).isEmpty();
            assertThat(host.files().publish(file, out -> out.write('x'), PublishMode.IF_ABSENT))
                    .isEqualTo(PublishOutcome.PUBLISHED);
        }
    }

    @Test
    void aFrozenServerDoesNotOutlastACommandsDeadline() throws IOException {
        try (SshHost host = new SshHost(sshd.configuration().build())) {
            Instant start = Instant.now();

            Throwable failure = catchThrowable(() -> {
                CommandEnding ending = host.run(
                                Command.of("sh", "-c", "echo; exec sleep 100").within(Duration.ofSeconds(1)),
                                atFirstOutput(sshd::freezeConnections))
                        .ending();
                assertThat(ending).isInstanceOf(CommandEnding.TimedOut.class);
            });

            assertThat(failure).isNull();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
            assertThat(host.run(Command.of("true"), NullOutputStream.INSTANCE).succeeded())
                    .isTrue();
        }
    }

    @Test
    void aFrozenServerIsNoticedLongBeforeTheDeadline() {
        SshConfiguration configuration =
                sshd.configuration().keepAlive(Duration.ofSeconds(1), 2).build();
        try (SshHost host = new SshHost(configuration)) {
            assertThatThrownBy(() -> host.run(
                            Command.of("sh", "-c", "echo; exec sleep 100"), atFirstOutput(sshd::freezeConnections)))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("lost");
        }
    }

    @Test
    void aFrozenServerDoesNotHoldUpAFileForLongerThanAnAnswerMayTake() throws IOException {
        HostPath directory = sshd.newDirectory();
        SshConfiguration configuration =
                sshd.configuration().operationTimeout(Duration.ofSeconds(1)).build();

        try (SshHost host = new SshHost(configuration)) {
            host.files().status(directory);
            sshd.freezeConnections();

            assertThatThrownBy(() -> host.files().status(directory))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("no answer within 1000 ms");
            await().ignoreException(HostUnreachableException.class)
                    .untilAsserted(
                            () -> assertThat(host.files().status(directory)).isPresent());
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgainAfterAPause() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        HostPath directory = sshd.newDirectory();

        try (SshHost host = new SshHost(sshd.configuration().build(), now::get, new Random())) {
            host.files().status(directory);
            sshd.stop();
            await().untilAsserted(() -> assertThatThrownBy(() -> host.files().status(directory))
                    .hasMessageContaining("Connection refused"));
            sshd.start();

            assertThatThrownBy(() -> host.files().status(directory))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("not tried again before")
                    .hasMessageContaining("Connection refused");

            now.updateAndGet(instant -> instant.plusSeconds(30));
            assertThat(host.files().status(directory)).isPresent();
        }
    }
}
