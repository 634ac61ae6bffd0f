package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistryNotifications;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import org.walsafe.jdbc.TableMarkerStore;
import org.walsafe.reconcile.WakeUp;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class RegistryInADatabaseIT {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7_361_234_567_890_123_456L);
    private static final WalFileName FILE = WalFileName.parse("0000000100000000000000A1");

    private TestServer server;
    private Database database;

    @BeforeEach
    void startTheServer() throws Exception {
        server = TestServer.start(PostgresRelease.V18_6);
        database = server.asSuperuser();
    }

    @AfterEach
    void endTheServer() {
        System.clearProperty("org.postgresql.pgpassfile");
        database.close();
        server.close();
    }

    @Test
    void isCreatedOnceAndFoundAgain() throws Exception {
        assertThatThrownBy(this::store)
                .isInstanceOfSatisfying(
                        RegistryUnusableException.class,
                        e -> assertThat(e.hint()).get().asString().contains("walsafe registry create"));

        RegistrySchema schema = new RegistrySchema(database, RegistryTable.DEFAULT);
        assertThat(schema.install()).isEqualTo(new RegistrySchema.Change(0, 1));
        assertThat(schema.install()).isEqualTo(new RegistrySchema.Change(1, 1));

        try (WalSafeRegistry registry = new MarkerRegistry(store())) {
            registry.confirm(Confirmation.unattested(FILE));
        }
        try (WalSafeRegistry again = new MarkerRegistry(store())) {
            assertThat(again.lookup(FILE)).isInstanceOf(Lookup.Confirmed.class);
        }
        try (WalSafeRegistry others =
                new MarkerRegistry(TableMarkerStore.in(database, RegistryTable.DEFAULT, new SystemIdentifier(1)))) {
            assertThat(others.lookup(FILE)).isEqualTo(new Lookup.NotConfirmed());
        }
    }

    @Test
    void refusesTablesOfANewerWalSafe() throws Exception {
        new RegistrySchema(database, RegistryTable.DEFAULT).install();
        server.postgres().execute("INSERT INTO walsafe.schema_version VALUES (99)");

        assertThatThrownBy(this::store)
                .isInstanceOf(RegistryUnusableException.class)
                .hasMessageContaining("99");
        assertThatThrownBy(() -> new RegistrySchema(database, RegistryTable.DEFAULT).install())
                .isInstanceOf(RegistryUnusableException.class);
    }

    @Test
    void saysWhichPrivilegeIsMissing() throws Exception {
        new RegistrySchema(database, RegistryTable.DEFAULT).install();
        server.createRole("gate", "");
        try (Database gate = server.as("gate")) {
            assertThatThrownBy(() -> TableMarkerStore.in(gate, RegistryTable.DEFAULT, CLUSTER))
                    .isInstanceOfSatisfying(
                            RegistryUnusableException.class,
                            e -> assertThat(e.hint()).get().asString().contains("Grant USAGE"));

            server.postgres()
                    .execute(
                            "GRANT USAGE ON SCHEMA walsafe TO gate; GRANT SELECT ON ALL TABLES IN SCHEMA walsafe TO gate");
            WalSafeRegistry registry = new MarkerRegistry(TableMarkerStore.in(gate, RegistryTable.DEFAULT, CLUSTER));
            assertThat(registry.lookup(FILE)).isEqualTo(new Lookup.NotConfirmed());
            assertThatThrownBy(() -> registry.confirm(Confirmation.unattested(FILE)))
                    .isInstanceOf(RegistryUnusableException.class);
        }
    }

    @Test
    void isUnknownWhileTheDatabaseIsDownAndThereAgainAfterwards() throws Exception {
        new RegistrySchema(database, RegistryTable.DEFAULT).install();
        try (WalSafeRegistry registry = new MarkerRegistry(store())) {
            registry.confirm(Confirmation.unattested(FILE));

            server.postgres().stop(ShutdownMode.IMMEDIATE);
            assertThat(registry.lookup(FILE)).isInstanceOf(Lookup.Unknown.class);
            assertThatThrownBy(() -> registry.confirm(Confirmation.unattested(FILE)))
                    .isInstanceOf(RegistryUnreachableException.class);

            server.postgres().start();
            assertThat(registry.lookup(FILE)).isInstanceOf(Lookup.Confirmed.class);
        }
    }

    @Test
    void wakesWhoeverListens() throws Exception {
        new RegistrySchema(database, RegistryTable.DEFAULT).install();
        try (WalSafeRegistry registry = new MarkerRegistry(store());
                WakeUp wakeUp = new RegistryNotifications(database, RegistryTable.DEFAULT, CLUSTER)) {
            assertThat(wakeUp.await(Duration.ofSeconds(10))).isEqualTo(WakeUp.Cause.CHANGE);
            assertThat(wakeUp.await(Duration.ofMillis(50))).isEqualTo(WakeUp.Cause.TIMEOUT);

            CompletableFuture<WakeUp.Cause> waiting = inTheBackground(wakeUp);
            registry.confirmAll(List.of(Confirmation.unattested(FILE)));
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(WakeUp.Cause.CHANGE);

            registry.confirm(Confirmation.unattested(FILE));
            assertThat(wakeUp.await(Duration.ofMillis(200))).isEqualTo(WakeUp.Cause.TIMEOUT);
        }
    }

    @Test
    void listensAgainAfterTheDatabaseWasAwayAndEndsWhenClosed() throws Exception {
        new RegistrySchema(database, RegistryTable.DEFAULT).install();
        WakeUp wakeUp = new RegistryNotifications(database, RegistryTable.DEFAULT, CLUSTER);
        wakeUp.await(Duration.ofSeconds(10));

        server.postgres().stop(ShutdownMode.IMMEDIATE);
        assertThat(wakeUp.await(Duration.ofMillis(100))).isEqualTo(WakeUp.Cause.TIMEOUT);
        server.postgres().start();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(wakeUp.await(Duration.ofMillis(200)))
                .isEqualTo(WakeUp.Cause.CHANGE));

        CompletableFuture<WakeUp.Cause> waiting = inTheBackground(wakeUp);
        wakeUp.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(WakeUp.Cause.CLOSED);
        assertThat(wakeUp.await(Duration.ofMinutes(1))).isEqualTo(WakeUp.Cause.CLOSED);
    }

    @Test
    void isOpenedByUriWithAPasswordFile(@TempDir Path directoryOfPasswords) throws Exception {
        new RegistrySchema(database, RegistryTable.DEFAULT).install();
        Path passwords = Files.writeString(
                directoryOfPasswords.resolve("pgpass"),
                "127.0.0.1:*:*:postgres:" + server.postgres().password() + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        System.setProperty("org.postgresql.pgpassfile", passwords.toString());
        try (WalSafeRegistry registry =
                WalSafeRegistry.open(uri(server.postgres().port(), "walsafe.cluster=" + CLUSTER))) {
            registry.confirm(Confirmation.unattested(FILE));
            assertThat(registry.lookup(FILE)).isInstanceOf(Lookup.Confirmed.class);
        }
        String directory = server.postgres().createDirectory("wal_safe_dir").toString();
        try (WalSafeRegistry registry =
                WalSafeRegistry.open(uri(server.postgres().port(), "walsafe.directory=" + directory))) {
            registry.confirm(Confirmation.unattested(FILE));
            assertThat(registry.lookup(FILE)).isInstanceOf(Lookup.Confirmed.class);
        }
        assertThatThrownBy(() -> WalSafeRegistry.open(uri(1, "walsafe.cluster=1")))
                .isInstanceOfSatisfying(
                        RegistryUnreachableException.class,
                        e -> assertThat(e.hint()).get().asString().contains("host and port"));
    }

    private TableMarkerStore store() throws Exception {
        return TableMarkerStore.in(database, RegistryTable.DEFAULT, CLUSTER);
    }

    private static CompletableFuture<WakeUp.Cause> inTheBackground(WakeUp wakeUp) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return wakeUp.await(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static URI uri(int port, String place) throws URISyntaxException {
        return new URI("jdbc:postgresql://127.0.0.1:" + port
                + "/postgres?sslmode=disable&gssEncMode=disable&user=postgres&" + place);
    }
}
