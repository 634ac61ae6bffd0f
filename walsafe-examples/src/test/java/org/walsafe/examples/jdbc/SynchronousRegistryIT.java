package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.jdbc.TableMarkerStore;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** A registry whose database has a synchronous standby, as long as that standby is away. */
class SynchronousRegistryIT {

    private static final Confirmation CONFIRMATION =
            Confirmation.unattested(WalFileName.parse("0000000100000000000000A1"));

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V9_5_3", "V18_6"})
    void reportsNothingThatTheStandbyDoesNotHold(PostgresRelease release) throws Exception {
        try (TestServer server = TestServer.start(release);
                Database database = server.asSuperuser()) {
            new RegistrySchema(database, RegistryTable.DEFAULT).install();
            EmbeddedPostgres postgres = server.postgres();
            try (WalSafeRegistry registry =
                    new MarkerRegistry(TableMarkerStore.in(database, RegistryTable.DEFAULT, new SystemIdentifier(7)))) {
                postgres.set("synchronous_standby_names", "away");
                await().until(() ->
                        postgres.query("SHOW synchronous_standby_names").equals("away"));

                CompletableFuture<ConfirmOutcome> first =
                        CompletableFuture.supplyAsync(() -> registry.confirm(CONFIRMATION));
                awaitCommitting(postgres);
                assertThat(registry.lookup(CONFIRMATION.file())).isEqualTo(new Lookup.NotConfirmed());
                postgres.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE " + COMMITTING);
                assertThatThrownBy(first::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(RegistryUnreachableException.class)
                        .hasMessageContaining("synchronous replication");

                assertThat(registry.lookup(CONFIRMATION.file())).isInstanceOf(Lookup.Confirmed.class);
                CompletableFuture<ConfirmOutcome> second =
                        CompletableFuture.supplyAsync(() -> registry.confirm(CONFIRMATION));
                awaitCommitting(postgres);
                assertThat(second).isNotDone();

                postgres.set("synchronous_standby_names", "");
                assertThat(second.get(60, TimeUnit.SECONDS)).isInstanceOf(ConfirmOutcome.AlreadyRecorded.class);
            }
        }
    }

    private static final String COMMITTING = "query = 'COMMIT' AND state = 'active'";

    private static void awaitCommitting(EmbeddedPostgres postgres) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> postgres.query("SELECT count(*) FROM pg_stat_activity WHERE " + COMMITTING)
                        .equals("1"));
    }
}
