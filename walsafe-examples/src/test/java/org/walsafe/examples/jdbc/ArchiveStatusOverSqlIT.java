package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.ForTurningPoints;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.Host;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.LocalHost;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.SqlArchiveStatus;
import org.walsafe.jdbc.SqlPrimaryWal;
import org.walsafe.reconcile.ContentDigest;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/** What SQL says of PostgreSQL's files is what the files say. */
class ArchiveStatusOverSqlIT {

    private static final WalFileName NEVER_WRITTEN = WalFileName.parse("0000000100000000000000FE");

    @ForTurningPoints
    void agreesWithTheFiles(PostgresRelease release) throws Exception {
        try (TestServer server = TestServer.start(EmbeddedPostgres.builder(release)
                        .setting("archive_mode", "on")
                        .setting("archive_command", "false"));
                Host host = new LocalHost()) {
            Database database = leastPrivileged(server);
            EmbeddedPostgres postgres = server.postgres();
            WalFileName first = WalFileName.parse(postgres.switchSegment());
            WalFileName second = WalFileName.parse(postgres.switchSegment());
            var onDisk = new ArchiveStatusDirectory(
                    host, host.files().resolve(postgres.data().toString()), InstantSource.system());
            var overSql = new SqlArchiveStatus(database, InstantSource.system());

            ArchiveStatusListing listing = overSql.read();
            assertThat(listing.waiting())
                    .containsExactly(first, second)
                    .isEqualTo(onDisk.read().waiting());
            assertThat(listing.kept()).isEqualTo(onDisk.read().kept());
            assertThat(overSql.cluster()).isEqualTo(onDisk.cluster());
            assertThat(overSql.waitingSince(first)).hasValueSatisfying(since -> assertThat(since)
                    .isBetween(
                            Instant.now().minus(Duration.ofMinutes(2)),
                            Instant.now().plusSeconds(2)));
            assertThat(overSql.waitingSince(NEVER_WRITTEN)).isEmpty();

            postgres.set("archive_command", "true");
            postgres.switchSegment();
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(
                            () -> assertThat(overSql.read().isDone(first)).isTrue());

            var content = new SqlPrimaryWal(database);
            Path file = postgres.walDirectory().resolve(second.text());
            byte[] bytes = Files.readAllBytes(file);
            assertThat(content.digest(second)).hasValue(new ContentDigest(bytes.length, Sha256.of(bytes)));
            try (InputStream in = content.open(second).orElseThrow()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(content.digest(NEVER_WRITTEN)).isEmpty();
            assertThat(content.open(NEVER_WRITTEN)).isEmpty();
            database.close();
        }
    }

    private static Database leastPrivileged(TestServer server) throws Exception {
        if (server.postgres().release().isAtLeast(PostgresRelease.V12_22)) {
            server.createRole("watcher", "IN ROLE pg_monitor");
            server.postgres()
                    .execute("GRANT EXECUTE ON FUNCTION pg_stat_file(text, boolean),"
                            + " pg_read_binary_file(text, bigint, bigint, boolean) TO watcher");
        } else {
            server.createRole("watcher", "SUPERUSER");
        }
        return server.as("watcher");
    }

    @Test
    void saysWhichPrivilegesAreMissing() throws Exception {
        try (TestServer server = TestServer.start(PostgresRelease.V18_6)) {
            server.createRole("nobody_special", "");
            try (Database database = server.as("nobody_special")) {
                assertThatThrownBy(() -> new SqlArchiveStatus(database, InstantSource.system()).read())
                        .isInstanceOfSatisfying(
                                HostUnreachableException.class,
                                e -> assertThat(e.hint()).get().asString().contains("pg_monitor"));
                assertThatThrownBy(() -> new SqlPrimaryWal(database).digest(NEVER_WRITTEN))
                        .isInstanceOfSatisfying(
                                HostUnreachableException.class,
                                e -> assertThat(e.hint()).get().asString().contains("pg_read_binary_file"));
            }
        }
    }
}
