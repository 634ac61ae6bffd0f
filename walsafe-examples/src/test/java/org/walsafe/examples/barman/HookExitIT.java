package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.registry.Lookup;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** What each answer of {@code walsafe hook} makes Barman do. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv", "ssh", "ssh-keygen", "sshd"})
class HookExitIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void unreachableMakesBarmanCallAgainAndArchiveNothingElseMeanwhile() throws Exception {
        try (StreamedServer server = start()) {
            RealSshd sshd = server.startSshd();
            server.confirmByHook();
            List<String> segments = received(server);
            sshd.stop();

            Process archiving = server.barman().startArchiving();
            await().atMost(PATIENCE).until(() -> server.barman().log().contains("Retry again in 3 seconds"));
            assertThat(server.barman().archived()).hasSize(1);
            assertThat(server.barman().run("archive-wal", RealBarman.SERVER).output())
                    .contains("Another archive-wal process is already running");

            sshd.start();
            assertThat(archiving.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(archiving.exitValue()).isZero();
            assertConfirmed(server, segments);
            server.awaitLetGo(segments);
            server.watch().assertNothingLost();
        }
    }

    @Test
    void unreachableMakesBarmanGoOnWhereTheReconcilerIsToConfirm() throws Exception {
        try (StreamedServer server = start()) {
            RealSshd sshd = server.startSshd();
            server.confirmByHook("--when-unreachable", "give-up");
            List<String> segments = received(server);
            sshd.stop();

            server.barman().archive();

            assertThat(server.barman().archived()).containsAll(segments);
            assertThat(server.barman().log()).contains("was aborted (got exit status 62, Barman resumes)");
            assertNotConfirmed(server, segments);

            server.reconcile();
            server.awaitLetGo(segments);
            server.watch().assertNothingLost();
        }
    }

    @Test
    void asAPlainScriptItConfirmsNothingAndSaysWhy() throws Exception {
        try (StreamedServer server = start()) {
            server.startSshd();
            server.confirmByHook();
            server.barman().moveSetting("post_archive_retry_script", "post_archive_script");
            List<String> segments = received(server);

            server.barman().archive();

            assertThat(server.barman().log()).contains("as post_archive_script it cannot see whether Barman archived");
            assertNotConfirmed(server, segments);
        }
    }

    @Test
    void aFailureOfBarmansIsNotConfirmedUntilItIsOver() throws Exception {
        try (StreamedServer server = start()) {
            server.startSshd();
            server.confirmByHook();
            List<String> segments = received(server);
            Path inTheWay = server.barman().writeFile("home/pg/wals/0000000100000000", "");

            Program failed = server.barman().run("archive-wal", RealBarman.SERVER);

            assertThat(failed.status()).isNotZero();
            assertThat(server.barman().log()).contains("walsafe hook: Barman could not archive");
            assertNotConfirmed(server, segments);

            Files.delete(inTheWay);
            server.barman().archive();
            assertConfirmed(server, segments);
        }
    }

    @Test
    void anIdenticalDuplicateIsConfirmedAndADifferingOneIsNot() throws Exception {
        try (StreamedServer server = start()) {
            server.startSshd();
            List<String> segments = received(server);
            server.barman().archive();
            server.confirmByHook();
            String identical = segments.get(0);
            String differing = segments.get(1);
            server.barman()
                    .own(Files.copy(
                            server.barman().archivedFile(identical),
                            server.barman().incoming().resolve(identical)));
            server.barman()
                    .own(Files.copy(
                            server.barman().archivedFile(identical),
                            server.barman().incoming().resolve(differing)));

            server.barman().archive();

            assertConfirmed(server, List.of(identical));
            assertNotConfirmed(server, List.of(differing));
            assertThat(server.barman().log()).contains("Barman received another " + differing + " with other content");
            assertThat(RealBarman.contents(server.barman().errors()))
                    .singleElement()
                    .asString()
                    .startsWith(differing);
        }
    }

    private static StreamedServer start() throws Exception {
        return StreamedServer.start(
                EmbeddedPostgres.builder(PostgresRelease.V15_19).segmentMegabytes(1));
    }

    /** Segments that Barman is to archive next. */
    private static List<String> received(StreamedServer server) throws Exception {
        List<String> segments = server.write(3);
        server.write(1);
        server.awaitReceived(segments);
        return segments;
    }

    private static void assertConfirmed(StreamedServer server, List<String> segments) {
        assertThat(segments)
                .allSatisfy(segment -> assertThat(server.lookup(segment)).isInstanceOf(Lookup.Confirmed.class));
    }

    private static void assertNotConfirmed(StreamedServer server, List<String> segments) {
        assertThat(segments)
                .allSatisfy(segment -> assertThat(server.lookup(segment)).isInstanceOf(Lookup.NotConfirmed.class));
    }
}
