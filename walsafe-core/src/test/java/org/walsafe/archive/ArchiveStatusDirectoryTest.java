package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class ArchiveStatusDirectoryTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final SystemIdentifier CLUSTER = SystemIdentifier.parse("7710340349730405298");

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000003");

    @TempDir
    Path data;

    private ArchiveStatusSource source;

    @BeforeEach
    void open() {
        source = new ArchiveStatusDirectory(new LocalHost(), HostPath.of(data.toString()), InstantSource.fixed(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_wal", "pg_xlog"})
    void readsBothDirectoriesOfAnyVersion(String wal) throws IOException {
        Path status = Files.createDirectories(data.resolve(wal).resolve("archive_status"));
        Files.createFile(status.resolve(SEGMENT + ".ready"));
        Files.createFile(status.resolve("000000010000000000000002.done"));
        Files.createFile(data.resolve(wal).resolve(SEGMENT.text()));
        Files.createFile(data.resolve(wal).resolve("xlogtemp.17"));

        ArchiveStatusListing listing = source.read();

        assertThat(listing.waiting()).containsExactly(SEGMENT);
        assertThat(listing.isDone(WalFileName.parse("000000010000000000000002")))
                .isTrue();
        assertThat(listing.kept()).containsExactly(SEGMENT);
        assertThat(listing.readAt()).isEqualTo(NOW);
        assertThat(listing.strangerCount()).isZero();
    }

    @Test
    void followsALinkToAnotherWalDirectory(@TempDir Path elsewhere) throws IOException {
        Files.createDirectory(elsewhere.resolve("archive_status"));
        Files.createFile(elsewhere.resolve("archive_status").resolve(SEGMENT + ".ready"));
        Files.createFile(elsewhere.resolve(SEGMENT.text()));
        Files.createSymbolicLink(data.resolve("pg_wal"), elsewhere);

        ArchiveStatusListing listing = source.read();

        assertThat(listing.waiting()).containsExactly(SEGMENT);
        assertThat(listing.isKept(SEGMENT)).isTrue();
    }

    @Test
    void aFileOfTheWalDirectorysNameIsNotIt() throws IOException {
        Files.createFile(data.resolve("pg_wal"));
        Files.createDirectories(data.resolve("pg_xlog/archive_status"));

        assertThat(source.read().waiting()).isEmpty();
        assertThat(source.location()).isEqualTo("localhost:" + data);
    }

    @Test
    void refusesADirectoryThatIsNoDataDirectory() {
        assertThatThrownBy(source::read)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("no PostgreSQL data directory");
    }

    @Test
    void aMissingStatusDirectoryIsNotAnEmptyOne() throws IOException {
        Files.createDirectory(data.resolve("pg_wal"));

        assertThatThrownBy(source::read).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void tellsSinceWhenAFileWaits() throws IOException {
        Path status = Files.createDirectories(data.resolve("pg_wal/archive_status"));
        Path ready = Files.createFile(status.resolve(SEGMENT + ".ready"));
        Files.setLastModifiedTime(ready, FileTime.from(NOW));

        assertThat(source.waitingSince(SEGMENT)).contains(NOW);
        assertThat(source.waitingSince(WalFileName.parse("00000002.history"))).isEmpty();
    }

    @Test
    void learnsTheClusterFromPgControlAndASegmentThatCarriesItsIdentifier() throws IOException {
        writeControl(CLUSTER);
        Files.createDirectories(data.resolve("pg_wal"));
        Files.write(data.resolve("pg_wal/000000010000000000000001"), new byte[SegmentSize.SMALLEST.bytes()]);
        writeSegment("000000010000000000000002", SystemIdentifier.parse("1"));
        writeSegment("000000010000000000000003", CLUSTER);

        ClusterIdentity cluster = source.cluster();

        assertThat(cluster.systemIdentifier()).isEqualTo(CLUSTER);
        assertThat(cluster.geometry().segmentSize()).isEqualTo(SegmentSize.SMALLEST);
        assertThat(cluster.geometry().numbering()).isEqualTo(PostgresMajor.V15.numbering());
    }

    @Test
    void looksAtTheSixteenOldestSegments() throws IOException {
        writeControl(CLUSTER);
        Files.createDirectories(data.resolve("pg_wal"));
        for (int number = 1; number < 16; number++) {
            Files.createFile(data.resolve("pg_wal").resolve(String.format("0000000100000000000000%02X", number)));
        }
        writeSegment("000000010000000000000010", CLUSTER);
        assertThat(source.cluster().systemIdentifier()).isEqualTo(CLUSTER);

        Files.createFile(data.resolve("pg_wal/000000010000000000000000"));
        assertThatThrownBy(source::cluster).isInstanceOf(IOException.class);
    }

    @Test
    void saysWhenNoSegmentTellsTheSegmentSize() throws IOException {
        writeControl(CLUSTER);
        Files.createDirectories(data.resolve("pg_wal"));
        writeSegment("000000010000000000000002", SystemIdentifier.parse("1"));

        assertThatThrownBy(source::cluster)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(CLUSTER.toString())
                .hasMessageContaining("segment size is unknown");
    }

    @Test
    void refusesATruncatedPgControl() throws IOException {
        Files.createDirectories(data.resolve("pg_wal"));
        Files.createDirectory(data.resolve("global"));
        Files.write(data.resolve("global/pg_control"), new byte[7]);

        assertThatThrownBy(source::cluster).isInstanceOf(IOException.class).hasMessageContaining("after 7 bytes");
    }

    private void writeControl(SystemIdentifier cluster) throws IOException {
        Files.createDirectory(data.resolve("global"));
        Files.write(
                data.resolve("global/pg_control"),
                ByteBuffer.allocate(8192)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(cluster.value())
                        .array());
    }

    private void writeSegment(String name, SystemIdentifier cluster) throws IOException {
        Files.write(
                data.resolve("pg_wal").resolve(name),
                WalFixtures.segment(SegmentName.parse(name), cluster, PostgresMajor.V15, SegmentSize.SMALLEST));
    }
}
