package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.Command;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.PublishMode;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"ssh", "sshd", "ssh-keygen", "setpriv"})
class ProxyJumpIT {

    private static RealSshd gateway;
    private static RealSshd inner;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        gateway = RealSshd.start(Account.ordinary());
        inner = RealSshd.start(Account.ordinary());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        inner.close();
    }

    @Test
    void commandsAndFilesGoThroughAnotherHost() throws IOException {
        HostPath file = inner.newDirectory().child("file");
        byte[] content = new byte[3_000_000];
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        try (SshHost host = new SshHost(through(gateway.configuration()).build())) {
            host.files().publish(file, out -> out.write(content), PublishMode.IF_ABSENT);
            assertThat(host.run(Command.of("cat", file.value()), read).succeeded())
                    .isTrue();
        }

        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(gateway.log()).contains("Accepted publickey");
    }

    private static SshConfiguration.Builder through(SshConfiguration.Builder jump) {
        return inner.configuration().jump(jump.build());
    }

    @Test
    void aJumpIsReadFromTheUsersConfiguration() throws IOException {
        Path config = Files.writeString(
                directory.resolve("config"),
                String.join(
                        "\n",
                        "Host gateway",
                        "  HostName localhost",
                        "  Port " + gateway.port(),
                        "  User " + gateway.target().user(),
                        "  IdentityFile " + gateway.userKey().file(),
                        "  UserKnownHostsFile " + gateway.knownHosts(),
                        "Host inner",
                        "  HostName localhost",
                        "  Port " + inner.port(),
                        "  User " + inner.target().user(),
                        "  IdentityFile " + inner.userKey().file(),
                        "  UserKnownHostsFile " + inner.knownHosts(),
                        "  ProxyJump gateway",
                        "Host innermost",
                        "  HostName localhost",
                        "  Port " + gateway.port(),
                        "  User " + gateway.target().user(),
                        "  IdentityFile " + gateway.userKey().file(),
                        "  UserKnownHostsFile " + gateway.knownHosts(),
                        "  ProxyJump gateway,inner",
                        ""));
        OpenSshSettings settings = OpenSshSettings.in(config);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        for (String alias : List.of("inner", "innermost")) {
            try (SshHost host = new SshHost(settings.resolve(SshDestination.parse(alias)))) {
                assertThat(host.run(Command.of("echo", alias), printed).succeeded())
                        .isTrue();
            }
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("inner\ninnermost\n");
    }

    @Test
    void everyHostOnTheWayMustBeKnown() {
        Path empty = gateway.knownHosts("# empty");

        assertUnknown(through(gateway.configuration().knownHosts(List.of(empty))), gateway);
        assertUnknown(through(gateway.configuration()).knownHosts(List.of(empty)), inner);
    }

    private static void assertUnknown(SshConfiguration.Builder configuration, RealSshd refused) {
        try (SshHost host = new SshHost(configuration.build())) {
            assertThatThrownBy(() -> host.run(Command.of("true"), OutputStream.nullOutputStream()))
                    .isInstanceOf(HostKeyRefusedException.class)
                    .hasMessageContaining(refused.target().toString());
        }
    }

    @Test
    void aHostThatTheGatewayCannotReachIsUnreachable() {
        SshTarget nowhere = new SshTarget("nobody", "localhost", 1);
        SshConfiguration configuration = SshConfiguration.builder(nowhere)
                .jump(gateway.configuration().build())
                .build();

        try (SshHost host = new SshHost(configuration)) {
            assertThatThrownBy(() -> host.run(Command.of("true"), OutputStream.nullOutputStream()))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining(nowhere.toString());
        }
    }

    @Test
    void whenTheGatewayDropsTheConnectionAnotherIsMade() throws IOException {
        try (SshHost host = new SshHost(through(gateway.configuration()).build())) {
            host.run(Command.of("true"), OutputStream.nullOutputStream());

            gateway.dropConnections();

            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> host.run(
                            Command.of("true"), OutputStream.nullOutputStream())
                    .succeeded());
        }
    }
}
