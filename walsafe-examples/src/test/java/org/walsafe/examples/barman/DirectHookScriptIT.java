package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/** A real Barman confirms over a real sshd by the script, and by {@code walsafe hook} where that does not do. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv", "sha256sum", "ssh", "ssh-keygen", "sshd"})
class DirectHookScriptIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void confirmsByItselfWhatBarmanArchivesPlainAndCompressed() throws Exception {
        try (StreamedServer server = start()) {
            server.startSshd();
            Path script = server.confirmByScript();
            Path asked = askThrough(server, script);

            List<String> segments = new ArrayList<>(write(server, 8));
            server.archive(segments);
            server.barman().set("compression", "gzip");
            List<String> compressed = write(server, 4);
            server.archive(compressed);

            segments.addAll(compressed);
            assertConfirmed(server, segments);
            server.awaitRecycled(segments);
            assertThat(asked).isEmptyFile();
        }
    }

    @Test
    void anUnreachableHostMakesBarmanCallAgainAndNoMarkerIsChanged() throws Exception {
        try (StreamedServer server = start()) {
            RealSshd sshd = server.startSshd();
            server.confirmByScript();
            List<String> segments = write(server, 4);
            String differing = segments.get(0);
            String touched = segments.get(1);
            server.registry()
                    .confirm(Confirmation.attested(
                            WalFileName.parse(differing), Evidence.NONE.withSha256(Sha256.of(new byte[0]))));
            server.registry().confirm(Confirmation.unattested(WalFileName.parse(touched)));
            String before = marker(server, differing);
            server.awaitReceived(segments);
            sshd.stop();

            Process archiving = server.barman().startArchiving();
            await().atMost(PATIENCE).until(() -> server.barman().log().contains("Retry again in 3 seconds"));
            sshd.start();
            assertThat(archiving.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            assertThat(marker(server, differing)).isEqualTo(before);
            assertThat(marker(server, touched)).isEmpty();
            assertThat(server.barman().log())
                    .contains("holds a confirmation of another file named " + differing, "got exit status 62");
            assertConfirmed(server, segments.subList(2, 4));
        }
    }

    @Test
    void duplicatesAndOtherClustersAreJudgedAsByTheProgram() throws Exception {
        try (StreamedServer server = start()) {
            server.startSshd();
            List<String> segments = write(server, 3);
            server.archive(segments);
            server.confirmByScript();
            String identical = segments.get(0);
            String differing = segments.get(1);
            offer(server, identical, identical);
            offer(server, identical, differing);
            server.barman().archive();

            assertConfirmed(server, List.of(identical));
            assertNotConfirmed(server, differing);
            assertThat(server.barman().log()).contains("Barman received another " + differing + " with other content");

            Files.writeString(
                    server.barman().home().resolve("identity.json"), "{\"systemid\": \"17\", \"version\": \"15\"}");
            List<String> foreign = write(server, 1);
            server.archive(foreign);
            assertNotConfirmed(server, foreign.get(0));
            assertThat(server.barman().log()).contains("it belongs to the cluster");
        }
    }

    private static StreamedServer start() throws Exception {
        return StreamedServer.start(
                EmbeddedPostgres.builder(PostgresRelease.V15_19).segmentMegabytes(1));
    }

    /** Has the script ask a program that writes down each time that it was asked. */
    private static Path askThrough(StreamedServer server, Path script) throws Exception {
        Path asked = server.barman().writeFile("asked", "");
        Path program = server.barman()
                .writeProgram(
                        "asked-walsafe",
                        "#!/bin/sh\necho \"$BARMAN_SEGMENT\" >>" + asked + "\nexec " + Walsafe.LAUNCHER + " \"$@\"\n");
        String asking = Files.readString(script).replaceFirst("(?m)^walsafe=.*$", "walsafe=" + program);
        Files.writeString(script, asking);
        return asked;
    }

    /** Completes segments, and begins one more: Barman archives none before the next has begun. */
    private static List<String> write(StreamedServer server, int count) throws Exception {
        List<String> segments = server.write(count);
        server.write(1);
        return segments;
    }

    /** Sends Barman the content of a WAL file once more, under its own name or another. */
    private static void offer(StreamedServer server, String content, String name) throws Exception {
        server.barman()
                .own(Files.copy(
                        server.barman().archivedFile(content),
                        server.barman().incoming().resolve(name)));
    }

    private static String marker(StreamedServer server, String segment) throws Exception {
        return Files.readString(server.safeDirectory().resolve(segment + ".done"));
    }

    private static void assertNotConfirmed(StreamedServer server, String segment) {
        assertThat(server.lookup(segment)).isInstanceOf(Lookup.NotConfirmed.class);
    }

    private static void assertConfirmed(StreamedServer server, List<String> segments) throws Exception {
        for (String segment : segments) {
            assertThat(server.lookup(segment)).isInstanceOf(Lookup.Confirmed.class);
            assertThat(marker(server, segment)).startsWith("walsafe=1\nlines=9\n");
        }
    }
}
