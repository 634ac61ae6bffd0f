package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.host.Command;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.PublishMode;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.Race;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"sshd", "ssh-keygen", "setpriv"})
@Timeout(120)
class SshSessionsIT {

    private RealSshd sshd;

    @AfterEach
    void stop() {
        sshd.close();
    }

    @Test
    void commandsAndFilesShareTheOnlySession() throws IOException {
        sshd = RealSshd.start(Account.ordinary(), "MaxSessions 1");
        HostPath directory = sshd.newDirectory();

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            for (int i = 0; i < 5; i++) {
                HostPath file = directory.child("file" + i);
                String text = "text " + i;
                host.files()
                        .publish(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), PublishMode.IF_ABSENT);
                assertThat(output(host, "cat", file.value())).isEqualTo(text);
            }
        }

        assertThat(sshd.log().lines().filter(line -> line.contains("Accepted publickey")))
                .hasSize(1);
    }

    @Test
    void manyThreadsShareTheOnlySession() throws Exception {
        sshd = RealSshd.start(Account.ordinary(), "MaxSessions 1");
        HostPath directory = sshd.newDirectory();

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            List<Integer> done = Race.of(4, racer -> {
                for (int i = 0; i < 5; i++) {
                    String name = racer + "-" + i;
                    host.files().publish(directory.child(name), out -> out.write('x'), PublishMode.IF_ABSENT);
                    assertThat(output(host, "echo", name)).isEqualTo(name + "\n");
                }
                return racer;
            });

            assertThat(done).hasSize(4);
            assertThat(output(host, "ls", directory.value()).lines()).hasSize(20);
        }
    }

    @Test
    void aCommandWaitsForAnOpenFileNoLongerThanItsDeadline() throws IOException {
        sshd = RealSshd.start(Account.ordinary(), "MaxSessions 1");
        HostPath file = sshd.newDirectory().child("file");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().publish(file, out -> out.write('x'), PublishMode.IF_ABSENT);
            try (InputStream open = host.files().read(file, 0)) {
                assertThatThrownBy(() -> host.run(
                                Command.of("true").within(Duration.ofMillis(500)), OutputStream.nullOutputStream()))
                        .isInstanceOfSatisfying(HostUnreachableException.class, e -> assertThat(e.hint())
                                .hasValueSatisfying(hint -> assertThat(hint).contains("MaxSessions")));
                assertThat(open.readAllBytes()).hasSize(1);
            }
            assertThat(output(host, "echo", "free again")).isEqualTo("free again\n");
        }
    }

    @Test
    void moreThreadsThanSessionsOnlyWait() throws Exception {
        sshd = RealSshd.start(Account.ordinary());

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            List<Integer> failures = Race.of(12, racer -> {
                int failed = 0;
                for (int i = 0; i < 5; i++) {
                    failed += output(host, "echo", "x").equals("x\n") ? 0 : 1;
                }
                return failed;
            });

            assertThat(failures).containsOnly(0);
        }
    }

    /** A server counts a session for some time after its command has ended. */
    @Test
    void noMoreThanFourCommandsRunAtATime() throws Exception {
        sshd = RealSshd.start(Account.ordinary());
        String directory = sshd.newDirectory().value();

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            List<Integer> most = Race.of(12, racer -> {
                int running = 0;
                for (int i = 0; i < 5; i++) {
                    String counted =
                            output(host, "sh", "-c", ": >\"$1/$$\"; ls \"$1\" | wc -l; rm \"$1/$$\"", "sh", directory);
                    running = Math.max(running, Integer.parseInt(counted.strip()));
                }
                return running;
            });

            assertThat(most).allMatch(running -> running <= 4);
        }
    }

    @Test
    void aServerThatAllowsNoSessionIsUnreachable() {
        sshd = RealSshd.start(Account.ordinary(), "MaxSessions 0");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            assertThatThrownBy(() -> host.run(Command.of("true"), OutputStream.nullOutputStream()))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("refuses any session");
        }
    }

    @Test
    void whenTheSftpServerIsKilledAnotherIsStarted() throws IOException {
        sshd = RealSshd.start(Account.ordinary(), "Subsystem sftp /usr/lib/openssh/sftp-server");
        HostPath file = sshd.newDirectory().child("file");

        try (SshHost host = new SshHost(sshd.configuration().build())) {
            host.files().publish(file, out -> out.write('x'), PublishMode.IF_ABSENT);

            sshd.connectionProcesses().stream()
                    .filter(process -> process.info().command().orElse("").endsWith("sftp-server"))
                    .forEach(ProcessHandle::destroyForcibly);

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(host.files().status(file)).isPresent());
            assertThat(sshd.log().lines().filter(line -> line.contains("Accepted publickey")))
                    .hasSize(1);
        }
    }

    private static String output(SshHost host, String... words) throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        assertThat(host.run(Command.of(words), stdout).succeeded()).isTrue();
        return stdout.toString(StandardCharsets.UTF_8);
    }
}
