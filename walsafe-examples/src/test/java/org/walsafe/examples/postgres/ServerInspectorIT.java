package org.walsafe.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.jdbc.ArchiveMode;
import org.walsafe.jdbc.ServerInspection;
import org.walsafe.jdbc.ServerInspector;
import org.walsafe.jdbc.ServerNotInspectedException;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentSize;

/** What walsafe-jdbc reads from real servers; it stands here because the servers do. */
class ServerInspectorIT {

    @ParameterizedTest
    @EnumSource(PostgresRelease.class)
    void readsWhatDecidesAboutArchiving(PostgresRelease release) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(release)
                .setting("archive_mode", "on")
                .setting("archive_command", "test -e 100%%")
                .create()) {
            server.start();

            ServerInspection inspection = inspect(server);

            assertThat(inspection.major().map(PostgresMajor::toString))
                    .hasValueSatisfying(major -> assertThat(release.version()).startsWith(major + "."));
            assertThat(inspection.segmentSize()).isEqualTo(SegmentSize.DEFAULT);
            assertThat(inspection.archiveMode()).isEqualTo(ArchiveMode.ON);
            assertThat(inspection.archiveCommand()).hasValue("test -e 100%%");
            assertThat(inspection.archiveLibrary()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_6_24", "V15_19", "V18_6"})
    void readsTheIdentityThatEachSegmentCarries(PostgresRelease release) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(release).create()) {
            server.start();

            Path segment = server.walDirectory().resolve("000000010000000000000001");
            SegmentHeader header;
            try (InputStream content = Files.newInputStream(segment)) {
                header = SegmentHeader.parse(content.readNBytes(SegmentHeader.MINIMUM_BYTES));
            }

            assertThat(inspect(server).systemIdentifier()).hasValue(header.systemIdentifier());
        }
    }

    @Test
    void knowsNoIdentityBefore9_6AndNoCommandWhereNothingIsArchived() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder(PostgresRelease.V9_3_5).create()) {
            server.start();

            ServerInspection inspection = inspect(server);

            assertThat(inspection.systemIdentifier()).isEmpty();
            assertThat(inspection.archiveMode()).isEqualTo(ArchiveMode.OFF);
            assertThat(inspection.archiveCommand()).isEmpty();
        }
    }

    @Test
    void readsTheSegmentSizeThatInitdbWasGiven() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder(PostgresRelease.V18_6)
                .segmentMegabytes(1)
                .create()) {
            server.start();

            assertThat(inspect(server).segmentSize()).isEqualTo(SegmentSize.SMALLEST);
        }
    }

    @Test
    void saysSoWhereTheServerIsDown() throws Exception {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder(PostgresRelease.V18_6).create()) {
            assertThatThrownBy(() -> inspect(server))
                    .isInstanceOfSatisfying(
                            ServerNotInspectedException.class,
                            e -> assertThat(e.hint()).get().asString().contains("runs"));
        }
    }

    private static ServerInspection inspect(EmbeddedPostgres server) throws SQLException {
        DataSource dataSource = mock();
        when(dataSource.getConnection()).thenAnswer(call -> server.connect());
        return new ServerInspector(dataSource, Duration.ofSeconds(10)).inspect();
    }
}
