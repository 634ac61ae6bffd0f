package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.registry.Lookup;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** Whatever is killed or cut off: PostgreSQL loses nothing that Barman does not hold, and waits for nothing that it does. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv", "ssh", "ssh-keygen", "sshd"})
class LostHooksIT {

    private static final Duration CUT = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int KILLS = 30;

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

    @Test
    void theNetworkIsCutForAMinute() throws Exception {
        try (StreamedServer server = start()) {
            RealSshd sshd = server.startSshd();
            Walsafe.follow(server);
            List<String> before = server.write(2);
            server.write(1);
            server.archive(before);
            server.awaitLetGo(before);

            sshd.stop();
            server.barman().stopReceiving();
            long start = System.nanoTime();
            List<String> cut = new ArrayList<>();
            await().pollInterval(Duration.ofSeconds(2))
                    .atMost(CUT.multipliedBy(2))
                    .until(() -> {
                        cut.addAll(server.write(1));
                        server.postgres().checkpoint();
                        return System.nanoTime() - start > CUT.toNanos();
                    });
            assertThat(server.postgres().waiting()).containsAll(cut);
            assertThat(Walsafe.status(server)).containsIgnoringCase("away");

            sshd.start();
            server.barman().startReceiving();
            server.write(1);
            server.archive(cut);
            server.awaitRecycled(cut);
        }
    }

    @Test
    void theConfirmerIsKilledInTheMiddleOfItsWorkThirtyTimes() throws Exception {
        long seed = System.nanoTime();
        System.out.println("killing at the random moments of seed " + seed);
        Random random = new Random(seed);
        try (StreamedServer server = start()) {
            server.startSshd();
            List<String> segments = new ArrayList<>();
            int inTheMiddle = 0;
            for (int round = 0; round < KILLS; round++) {
                segments.addAll(server.write(8));
                server.write(1);
                server.archive(segments);

                int before = server.markers().size();
                int enough = before + random.nextInt(8);
                Process confirmer = Walsafe.follow(server);
                await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
                    assertThat(confirmer.isAlive()).as(server.barman().output()).isTrue();
                    return server.markers().size() >= enough;
                });
                confirmer.destroyForcibly().waitFor();

                SortedSet<String> markers = server.markers();
                inTheMiddle += markers.size() > before && !markers.containsAll(segments) ? 1 : 0;
                assertThat(markers)
                        .allSatisfy(marker -> assertThat(server.lookup(marker)).isInstanceOf(Lookup.Confirmed.class));
                server.watch().assertNothingLost();
            }
            System.out.println(inTheMiddle + " of " + KILLS + " were in the middle of a batch");
            assertThat(inTheMiddle).isPositive();

            Walsafe.follow(server);
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
