package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.examples.postgres.ForTurningPoints;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.jdbc.ArchiveMode;
import org.walsafe.jdbc.BackupWay;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.RecoveryState;
import org.walsafe.jdbc.ReplicationSlot;
import org.walsafe.jdbc.RolePrivileges.Privilege;
import org.walsafe.jdbc.ServerNotInspectedException;
import org.walsafe.jdbc.Visible;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/** Real servers of every version, seen by a superuser and by whoever may connect. */
class PostgresInspectorIT {

    @ForTurningPoints
    void seesAllThatARoleMaySee(PostgresRelease release) throws Exception {
        boolean hasSlots = release.isAtLeast(PostgresRelease.V9_5_3);
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder(release)
                .setting("archive_mode", "on")
                .setting("archive_command", "test -e 100%%");
        if (hasSlots) {
            builder.setting("max_replication_slots", "4");
        }
        try (TestServer server = TestServer.start(builder)) {
            EmbeddedPostgres postgres = server.postgres();
            WalFileName waiting = WalFileName.parse(postgres.switchSegment());
            if (hasSlots) {
                postgres.query("SELECT pg_create_physical_replication_slot('barman')::text");
            }

            PostgresInspection all = inspect(server.asSuperuser());

            assertThat(all.major().map(PostgresMajor::toString))
                    .hasValueSatisfying(major -> assertThat(release.version()).startsWith(major + "."));
            assertThat(all.segmentSize()).isEqualTo(SegmentSize.DEFAULT);
            assertThat(all.timeline()).isEqualTo(new Visible.Seen<>(TimelineId.FIRST));
            assertThat(all.archiving().mode()).isEqualTo(ArchiveMode.ON);
            assertThat(all.archiving().command()).hasValue("test -e 100%%");
            assertThat(all.archiving().library()).isEmpty();
            assertThat(all.recovery()).isEqualTo(RecoveryState.PRIMARY);
            assertThat(all.position()).isPresent();
            assertThat(all.walSettings()).containsKeys("wal_level", "max_wal_senders", "fsync");
            assertThat(all.pending().seen()).hasValueSatisfying(pending -> {
                assertThat(pending.count()).isEqualTo(1);
                assertThat(pending.next()).hasValue(waiting);
                assertThat(pending.nextSince()).isPresent();
            });
            assertThat(all.clients()).isEqualTo(new Visible.Seen<>(List.of()));
            assertThat(all.privileges().may(Privilege.SUPERUSER)).isTrue();
            assertThat(all.backupWays())
                    .contains(BackupWay.BASE_BACKUP)
                    .contains(release.isAtLeast(PostgresRelease.V9_6_24) ? BackupWay.CONCURRENT : BackupWay.EXCLUSIVE);
            if (hasSlots) {
                assertThat(all.slots().seen().orElseThrow()).singleElement().satisfies(slot -> assertThat(slot.kind())
                        .isEqualTo(ReplicationSlot.Kind.PHYSICAL));
                assertThat(all.facts().replicationSlots()).isEqualTo(OptionalInt.of(0));
                assertThat(all.archiver()).isInstanceOf(Visible.Seen.class);
            } else {
                assertThat(all.slots()).isInstanceOf(Visible.NotThere.class);
                assertThat(all.archiver().describe()).isEqualTo("none: PostgreSQL has pg_stat_archiver since 9.4");
            }
            assertThat(all.systemIdentifier().seen().isPresent()).isEqualTo(release.isAtLeast(PostgresRelease.V9_6_24));
            assertThat(all.freeBytes()).isInstanceOf(Visible.NotVisible.class);

            server.createRole("guest", "");
            PostgresInspection little = inspect(server.as("guest"));

            assertThat(little.pending()).isInstanceOf(Visible.NotVisible.class);
            assertThat(little.archiving()).isEqualTo(all.archiving());
            assertThat(little.systemIdentifier()).isEqualTo(all.systemIdentifier());
            assertThat(little.privileges().granted()).isEmpty();
            assertThat(little.privileges().role()).isEqualTo("guest");
        }
    }

    @Test
    void readsTheIdentityThatEachSegmentCarriesAndTheSizeThatInitdbWasGiven() throws Exception {
        try (TestServer server =
                TestServer.start(EmbeddedPostgres.builder(PostgresRelease.V18_6).segmentMegabytes(1))) {
            Path segment =
                    server.postgres().walDirectory().resolve(server.postgres().switchSegment());
            SegmentHeader header;
            try (InputStream content = Files.newInputStream(segment)) {
                header = SegmentHeader.parse(content.readNBytes(SegmentHeader.MINIMUM_BYTES));
            }

            PostgresInspection inspection = inspect(server.asSuperuser());

            assertThat(inspection.systemIdentifier().seen()).hasValue(header.systemIdentifier());
            assertThat(inspection.segmentSize()).isEqualTo(SegmentSize.SMALLEST);
        }
    }

    @Test
    void saysSoWhereTheServerIsDown() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder(PostgresRelease.V18_6).create()) {
            assertThatThrownBy(() -> inspect(Database.of(connectionsTo(server), "main", Database.DEFAULT_LIMIT)))
                    .isInstanceOfSatisfying(
                            ServerNotInspectedException.class,
                            e -> assertThat(e.hint()).get().asString().contains("runs"));
        }
    }

    private static PostgresInspection inspect(Database database) {
        try (database) {
            return new PostgresInspector(database).inspect();
        }
    }

    private static DataSource connectionsTo(EmbeddedPostgres server) throws Exception {
        DataSource connections = mock();
        when(connections.getConnection()).thenAnswer(call -> server.connect());
        return connections;
    }
}
