package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;
import org.walsafe.reconcile.DirectoryWakeUp;
import org.walsafe.reconcile.ReconcileLoop;
import org.walsafe.reconcile.ReconcileLoopConfig;
import org.walsafe.registry.Lookup;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"barman", "pg_receivewal", "setpriv"})
class StreamingUnderLoadIT {

    private static final int SEGMENTS = 200;

    @ParameterizedTest
    @CsvSource({"1, none", "1, gzip", "16, none"})
    void theResidentConfirmerLetsEverySegmentGoOnceBarmanHoldsIt(int megabytes, String compression) throws Exception {
        try (StreamedServer server = StreamedServer.start(
                        EmbeddedPostgres.builder(PostgresRelease.V15_19).segmentMegabytes(megabytes));
                Host host = new LocalHost();
                ReconcileLoop confirmer = confirmer(server, host)) {
            server.barman().set("compression", compression);
            Thread thread = new Thread(confirmer, "confirmer");
            thread.start();
            List<String> segments;
            try (WalLoad load = WalLoad.start(server.postgres())) {
                while (load.segments().size() < SEGMENTS) {
                    server.barman().archive();
                    server.postgres().checkpoint();
                    server.watch().assertNothingLost();
                }
                segments = load.segments();
            }
            server.write(1);
            server.archive(segments);

            server.awaitRecycled(segments);
            assertThat(server.watch().letGo()).containsAll(segments);
            assertThat(segments)
                    .allSatisfy(segment -> assertThat(server.lookup(segment)).isInstanceOf(Lookup.Confirmed.class));
            assertThat(server.postgres().query("select count(*) from pg_replication_slots"))
                    .isEqualTo("0");
        }
    }

    private static ReconcileLoop confirmer(StreamedServer server, Host host) throws Exception {
        return new ReconcileLoop(ReconcileLoopConfig.of(
                server.reconciler(host),
                new DirectoryWakeUp(List.of(server.barman().wals()))));
    }
}
