package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.registry.Lookup;
import org.walsafe.tck.RequiresRealPart;

/** A busy server streams to Barman without a slot; whatever confirms is on Barman's host, and reaches the other over SSH. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv", "ssh", "ssh-keygen", "sshd"})
class StreamingUnderLoadIT {

    private static final int SEGMENTS = 200;

    @Test
    void theResidentConfirmerLetsEverySegmentGoOnceBarmanHoldsIt() throws Exception {
        try (StreamedServer server = start(1)) {
            server.startSshd();
            Path spool = server.barman().makeDirectory("spool");
            server.barman().set("post_archive_retry_script", Walsafe.hookScript(spool));
            Walsafe.follow(server, "--spool", spool.toString());

            everySegmentIsLetGo(server, WalLoad.Weight.ROWS);
        }
    }

    @Test
    void theHookLetsEverySegmentGoThatBarmanHoldsCompressed() throws Exception {
        try (StreamedServer server = start(1)) {
            server.startSshd();
            server.barman().set("compression", "gzip");
            server.confirmByHook();

            everySegmentIsLetGo(server, WalLoad.Weight.ROWS);
        }
    }

    @Test
    void segmentsOfTheUsualSizeAreLetGoToo() throws Exception {
        try (StreamedServer server = start(16)) {
            server.startSshd();
            Walsafe.follow(server);

            everySegmentIsLetGo(server, WalLoad.Weight.ROWS_AND_BULK);
        }
    }

    private static StreamedServer start(int segmentMegabytes) throws Exception {
        return StreamedServer.start(
                EmbeddedPostgres.builder(PostgresRelease.V15_19).segmentMegabytes(segmentMegabytes));
    }

    private static void everySegmentIsLetGo(StreamedServer server, WalLoad.Weight weight) throws Exception {
        assertThat(server.postgres().query("select count(*) from pg_replication_slots"))
                .isEqualTo("0");
        List<String> segments;
        try (WalLoad load = WalLoad.start(server.postgres(), SEGMENTS, weight)) {
            while (load.isRunning()) {
                server.barman().archive();
                server.postgres().checkpoint();
                server.watch().assertNothingLost();
            }
            segments = load.segments();
        }
        server.write(1);
        server.archive(segments);

        server.awaitRecycled(segments);
        assertThat(segments)
                .hasSizeGreaterThanOrEqualTo(SEGMENTS)
                .allSatisfy(segment -> assertThat(server.lookup(segment)).isInstanceOf(Lookup.Confirmed.class));
        assertThat(server.watch().letGo()).containsAll(segments);
    }
}
