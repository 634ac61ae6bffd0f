package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.ssh.tck.Account;
import org.walsafe.tck.RequiresRealPart;

@RequiresRealPart({"barman", "pg_receivewal", "setpriv"})
class RealBarmanIT {

    @Test
    void archivesWhatTheServerStreamsWithoutASlot() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder(PostgresRelease.V15_19)
                        .runAs(Account.ordinary().name())
                        .create();
                RealBarman barman = RealBarman.of(postgres)) {
            postgres.start();
            Process receiving = barman.startReceiving();
            String segment = postgres.switchSegment();
            postgres.switchSegment();

            await().until(() -> RealBarman.contents(barman.streaming()).contains(segment));
            barman.archive();

            assertThat(barman.archived()).contains(segment);
            assertThat(barman.archivedFile(segment)).hasSize(16 << 20);
            assertThat(barman.require("list-servers")).startsWith(RealBarman.SERVER);

            postgres.stop(ShutdownMode.IMMEDIATE);
            assertThat(receiving.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        RealBarman barman = RealBarman.withoutServer();
        Process sleeping = barman.start(List.of("sleep", "600"));

        barman.close();

        assertThat(sleeping.isAlive()).isFalse();
        assertThat(Files.exists(barman.configuration())).isFalse();
    }
}
