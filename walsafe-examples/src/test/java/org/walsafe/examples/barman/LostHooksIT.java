package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.tck.RequiresRealPart;

/** Whatever is killed or cut off: PostgreSQL loses nothing that Barman does not hold, and waits for nothing that it does. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv"})
class LostHooksIT {

    @Test
    void barmanIsKilledBetweenArchivingAndItsHook() throws Exception {
        try (StreamedServer server = start()) {
            List<String> segments = server.write(6);
            server.postgres().switchSegment();
            server.awaitReceived(segments);
            server.barman().set("post_archive_retry_script", "kill -KILL $PPID");
            for (int archived = 1; archived <= 3; archived++) {
                assertThat(server.barman().run("archive-wal", RealBarman.SERVER).status())
                        .as("the status of a killed process")
                        .isEqualTo(137);
                assertThat(server.barman().archived()).hasSize(archived);
            }
            Set<String> lost = server.barman().archived();

            Path calls = server.barman().writeFile("calls", "");
            server.barman().set("post_archive_retry_script", "echo $BARMAN_SEGMENT >> " + calls);
            server.barman().archive();
            assertThat(Files.readAllLines(calls)).isNotEmpty().doesNotContainAnyElementsOf(lost);
            assertThat(server.barman().archived()).containsAll(segments);
            assertThat(server.postgres().waiting()).containsAll(segments);

            server.reconcile();
            server.awaitRecycled(segments);
        }
    }

    @Test
    void theHostOfPostgresqlGoesDownAtAnyMoment() throws Exception {
        long seed = System.nanoTime();
        System.out.println("restarting with the random choices of seed " + seed);
        Random random = new Random(seed);
        try (StreamedServer server = start()) {
            List<String> segments = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                segments.addAll(server.write(1 + random.nextInt(4)));
                if (random.nextBoolean()) {
                    server.barman().archive();
                    server.reconcile();
                }
                server.postgres().stop(random.nextBoolean() ? ShutdownMode.IMMEDIATE : ShutdownMode.KILL);
                forgetEverythingArchived(server.postgres());
                server.postgres().start();
                server.barman().startReceiving();
            }
            server.write(1);
            server.archive(segments);

            server.reconcile();
            server.awaitRecycled(segments);
        }
    }

    private static void forgetEverythingArchived(EmbeddedPostgres postgres) throws Exception {
        for (String file : postgres.archived()) {
            postgres.forgetArchived(file);
        }
    }

    private static StreamedServer start() throws Exception {
        return StreamedServer.start(
                EmbeddedPostgres.builder(PostgresRelease.V15_19).segmentMegabytes(1));
    }
}
