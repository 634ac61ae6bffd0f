package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;

/** What a crash does: PostgreSQL forgets that it archived a file, and offers it again. */
class NeverStuckIT {

    private static final int ROUNDS = 30;
    private static final int LONGEST_LIFE_MILLIS = 300;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V9_5_3")
    void goesOnAfterCrashesAtAnyMoment(PostgresRelease release) throws Exception {
        long seed = System.nanoTime();
        System.out.println(release + ": crashing at the random moments of seed " + seed);
        Random random = new Random(seed);
        try (GatedServer server = GatedServer.start(release)) {
            List<String> confirmed = new ArrayList<>();
            int forgotten = 0;
            for (int round = 0; round < ROUNDS; round++) {
                server.confirmAll(server.postgres().waiting());
                String segment = server.write();
                if (random.nextInt(4) > 0) {
                    server.confirm(segment);
                    confirmed.add(segment);
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)).toNanos());
                server.postgres().stop(random.nextBoolean() ? ShutdownMode.IMMEDIATE : ShutdownMode.KILL);
                forgotten += forgetOneArchived(server.postgres(), random);
                server.postgres().start();
                server.assertNothingLostUnconfirmed();
            }

            assertThat(forgotten).as("files offered again").isGreaterThan(ROUNDS / 4);
            List<String> all = new ArrayList<>(server.postgres().waiting());
            server.confirmAll(all);
            server.awaitArchived(all);
            server.awaitArchived(confirmed);
            server.checkpoint();
        }
    }

    @Test
    void theOneLinerOfTheWorkaroundStaysStuckAfterTheFirstCrash() throws Exception {
        try (GatedServer server =
                GatedServer.start(EmbeddedPostgres.builder(PostgresRelease.V9_3_5), NeverStuckIT::oneLiner)) {
            String first = server.write();
            server.confirm(first);
            await().atMost(GatedServer.PATIENCE)
                    .until(() -> server.postgres().archived().contains(first));

            server.postgres().stop(ShutdownMode.IMMEDIATE);
            server.postgres().forgetArchived(first);
            server.postgres().start();
            List<String> later = server.write(3);
            server.confirmAll(later);

            await().during(Duration.ofSeconds(10)).atMost(GatedServer.PATIENCE).untilAsserted(() -> {
                assertThat(server.postgres().waiting()).contains(first).containsAll(later);
                assertThat(server.safeDirectory().resolve(first + ".done")).doesNotExist();
            });
        }
    }

    /** The archive_command of the published workaround: the marker goes with the answer. */
    private static String oneLiner(EmbeddedPostgres server, Path safeDirectory) throws IOException {
        return "(test -f %s/%%f.done && rm -f %s/%%f.done) || (echo \"%%f\" | grep -q \".backup\")"
                .formatted(safeDirectory, safeDirectory);
    }

    private static int forgetOneArchived(EmbeddedPostgres server, Random random) throws IOException {
        List<String> archivedAndKept = new ArrayList<>(server.archived());
        archivedAndKept.retainAll(server.walFiles());
        if (archivedAndKept.isEmpty()) {
            return 0;
        }
        server.forgetArchived(archivedAndKept.get(random.nextInt(archivedAndKept.size())));
        return 1;
    }
}
