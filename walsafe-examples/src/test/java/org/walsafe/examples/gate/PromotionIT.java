package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class PromotionIT {

    private static final String HISTORY = "00000002.history";

    @ParameterizedTest
    @EnumSource
    void letsTheNewTimelineBeginOnceItsFilesAreConfirmed(PostgresRelease release) throws Exception {
        try (GatedServer primary = GatedServer.start(release)) {
            List<String> segments = primary.write(2);
            primary.confirmAll(segments);
            primary.awaitArchived(segments);
            primary.confirmAll(primary.postgres().waiting());
            primary.postgres().stop(ShutdownMode.FAST);
            try (EmbeddedPostgres standby = primary.postgres().createStandby()) {
                standby.start();
                standby.promote();

                await().atMost(GatedServer.PATIENCE).until(() -> lastOfOldTimeline(standby, release) != null);
                await().atMost(GatedServer.PATIENCE)
                        .until(() -> standby.waiting().contains(HISTORY));
                await().atMost(GatedServer.PATIENCE).untilAsserted(() -> {
                    SortedSet<String> waiting = standby.waiting();
                    waiting.removeIf(name -> name.endsWith(".partial"));
                    primary.confirmAll(waiting);
                    standby.switchSegment();
                    assertThat(standby.archived()).contains(HISTORY);
                    assertThat(standby.waiting()).doesNotContain(lastOfOldTimeline(standby, release));
                });
            }
        }
    }

    /** Its unfinished last segment: {@code .partial} since 9.5, under its full name before. */
    private static String lastOfOldTimeline(EmbeddedPostgres standby, PostgresRelease release) throws Exception {
        SortedSet<String> known = new TreeSet<>(standby.waiting());
        known.addAll(standby.archived());
        known.removeIf(name -> !name.startsWith("00000001"));
        known.removeIf(name -> name.endsWith(".partial") != release.isAtLeast(PostgresRelease.V9_5_3));
        return known.isEmpty() ? null : known.last();
    }

    @ParameterizedTest
    @EnumSource(names = {"V9_3_5", "V18_6"})
    void refusesAMarkerOfAnotherClusterAndOneOfAPartialSegment(PostgresRelease release) throws Exception {
        try (GatedServer server = GatedServer.start(release)) {
            String foreign = server.write();
            WalFileName name = WalFileName.parse(foreign);
            server.registry()
                    .confirm(Confirmation.attested(
                            name, Evidence.NONE.withSystemIdentifier(SystemIdentifier.parse("7000000000000000001"))));
            server.registry().confirm(Confirmation.unattested(WalFileName.parse(foreign + ".partial")));
            server.write();

            await().atMost(GatedServer.PATIENCE)
                    .until(() -> Files.readString(server.postgres().log()).contains("7000000000000000001"));
            server.checkpoint();
            assertThat(server.postgres().waiting()).contains(foreign);

            server.registry().withdraw(name);
            server.write();
            await().atMost(GatedServer.PATIENCE)
                    .until(() -> Files.readString(server.postgres().log()).contains(foreign + " waits for"));
            assertThat(server.postgres().waiting()).contains(foreign);
        }
    }
}
