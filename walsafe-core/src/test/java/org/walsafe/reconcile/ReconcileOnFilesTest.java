package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.host.FileMode;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.DataDirectory;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;

/** All three parties as directories. */
class ReconcileOnFilesTest {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000003");

    @TempDir
    Path root;

    private final Host host = new LocalHost();
    private DataDirectory postgres;
    private Path archive;
    private Path safe;
    private WalSafeRegistry registry;
    private ReconcilerConfig config;

    @BeforeEach
    void makeDirectories() throws IOException {
        postgres = DataDirectory.create(root.resolve("data"), InMemoryPrimary.SYSTEM_IDENTIFIER);
        archive = Files.createDirectory(root.resolve("archive"));
        safe = root.resolve("safe");
        host.files().createDirectory(HostPath.of(safe.toString()), FileMode.PRIVATE_DIRECTORY);
        registry = new MarkerRegistry(DirectoryMarkerStore.on(host, HostPath.of(safe.toString())));
        HostPath data = HostPath.of(postgres.path().toString());
        config = ReconcilerConfig.of(
                        new ArchiveStatusDirectory(host, data, () -> InMemoryPrimary.NOW),
                        new DirectoryArchive(host, HostPath.of(archive.toString())),
                        registry)
                .comparingWith(new PrimaryWalDirectory(host, data))
                .confirmedBy("test")
                .withTime(() -> InMemoryPrimary.NOW);
    }

    @AfterEach
    void close() {
        registry.close();
        host.close();
    }

    @Test
    void clearsUpOnceADayWhatKilledWritersLeft() throws Exception {
        Instant[] now = {InMemoryPrimary.NOW};
        Reconciler reconciler = new Reconciler(config.withTime(() -> now[0]));
        Path first = leftover("1", now[0].minus(Duration.ofDays(2)));
        Path writing = leftover("2", now[0].minus(Duration.ofHours(1)));

        reconciler.reconcile();
        assertThat(first).doesNotExist();
        assertThat(writing).exists();

        Path second = leftover("3", now[0].minus(Duration.ofDays(2)));
        now[0] = now[0].plus(Duration.ofHours(23));
        reconciler.reconcile();
        assertThat(second).exists();
        now[0] = now[0].plus(Duration.ofHours(1));
        reconciler.reconcile();
        assertThat(second).doesNotExist();
        assertThat(writing).doesNotExist();
    }

    private Path leftover(String digits, Instant written) throws IOException {
        Path file = Files.createFile(safe.resolve(HostFiles.TEMPORARY_PREFIX + digits));
        return Files.setLastModifiedTime(file, FileTime.from(written));
    }

    @Test
    void confirmsACompressedFileThatEqualsPostgresqlsOwn() throws Exception {
        byte[] content = postgres.finish(SEGMENT);
        try (OutputStream stored = new GZIPOutputStream(Files.newOutputStream(archive.resolve(SEGMENT.text())))) {
            stored.write(content);
        }

        ReconcileReport report = new Reconciler(config).reconcile();

        assertThat(report.confirmed()).isEqualTo(1);
        assertThat(safe.resolve(SEGMENT + ".done")).isRegularFile();
        assertThat(registry.lookup(SEGMENT)).isInstanceOfSatisfying(Lookup.Confirmed.class, confirmed -> assertThat(
                        confirmed.confirmation().evidence())
                .contains(new Evidence(
                        Optional.of(EvidenceKind.IDENTICAL),
                        Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER),
                        OptionalLong.of(content.length),
                        Optional.of(Sha256.of(content)),
                        Optional.of("test"),
                        Optional.of(InMemoryPrimary.NOW),
                        Map.of())));
    }

    @Test
    void refusesAFileThatDiffers() throws Exception {
        byte[] content = postgres.finish(SEGMENT);
        content[100_000] = 1;
        Files.write(archive.resolve(SEGMENT.text()), content);

        ReconcileReport report = new Reconciler(config).reconcile();

        assertThat(report.findings())
                .singleElement()
                .extracting(ReconcileFinding::sentence)
                .asString()
                .endsWith("first at byte 100000");
        assertThat(safe).isEmptyDirectory();
    }

    @Test
    void withdrawsWhatPostgresqlHasRecycled() throws Exception {
        SegmentName later = SegmentName.parse("000000010000000000000200");
        Files.write(archive.resolve(SEGMENT.text()), postgres.finish(SEGMENT));
        Reconciler reconciler = new Reconciler(config);
        reconciler.reconcile();

        postgres.markDone(SEGMENT);
        assertThat(reconciler.reconcile().withdrawn()).isZero();
        postgres.recycle(SEGMENT);
        postgres.finish(later);

        assertThat(reconciler.reconcile().withdrawn()).isEqualTo(1);
        assertThat(safe).isEmptyDirectory();
    }
}
