package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.archive.GateScript;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.HostPath;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.registry.WalSafeRegistry;

/** A whole set-up without Barman: the gate holds WAL until the receiver has it on disk. */
class ReceiveAndGateIT {

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V18_6"})
    void letsGoWhatIsReceivedAndHoldsWhatIsNot(PostgresRelease release, @TempDir Path archive) throws Exception {
        try (TestServer server =
                TestServer.start(EmbeddedPostgres.builder(release).setting("archive_mode", "on"))) {
            EmbeddedPostgres postgres = server.postgres();
            Path safe = postgres.createDirectory("wal_safe_dir");
            Path gate = postgres.writeScript(
                    "walsafe-gate", GateScript.of(HostPath.of(safe.toString())).text());
            postgres.set("archive_command", gate + " %p %f");
            try (WalSafeRegistry registry = WalSafeRegistry.open(safe.toUri())) {
                ReceiverConfig config = ReceiverConfig.of(server.sourceOf(postgres), archive)
                        .withTimes(Duration.ofSeconds(1), Duration.ofMillis(300))
                        .confirmingIn(registry);
                String held;
                try (RunningReceiver receiver = RunningReceiver.start(config)) {
                    receiver.awaitStreaming();
                    String first = postgres.switchSegment();
                    await().atMost(Duration.ofSeconds(90))
                            .until(() -> postgres.archived().contains(first));
                    assertThat(archive.resolve(first)).exists();
                }
                held = postgres.switchSegment();
                postgres.checkpoint();
                assertThat(postgres.waiting()).contains(held);
                assertThat(postgres.walFiles()).contains(held);

                try (RunningReceiver receiver = RunningReceiver.start(config)) {
                    receiver.awaitStreaming();
                    await().atMost(Duration.ofSeconds(90)).until(() -> {
                        postgres.wakeArchiver();
                        return postgres.archived().contains(held);
                    });
                    assertThat(Files.exists(archive.resolve(held))).isTrue();
                }
            }
        }
    }
}
