package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

@Timeout(120)
class PrefetcherTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final WalGeometry GEOMETRY = new WalGeometry(SegmentSize.SMALLEST, SegmentNumbering.CONTINUOUS);
    private static final List<String> ARCHIVE = List.of("barman@backup", "main");

    private final LocalHost host = new LocalHost();
    private final MapSource archive = new MapSource("archive");

    @TempDir
    private Path temporary;

    private Path dataDirectory;
    private Path destination;
    private Spool spool;
    private Optional<Thread> running = Optional.empty();

    @BeforeEach
    void makeDataDirectory() throws IOException {
        dataDirectory = Files.createDirectory(temporary.resolve("main"));
        Files.createDirectory(dataDirectory.resolve("pg_wal"));
        destination = dataDirectory.resolve("pg_wal/RECOVERYXLOG");
        spool = new Spool(spoolDirectory());
    }

    private HostPath spoolDirectory() {
        return Spool.directory(new HostPath(dataDirectory.toString()), Optional.empty(), CLUSTER, ARCHIVE);
    }

    @AfterEach
    void endPrefetcher() throws InterruptedException {
        if (running.isPresent()) {
            running.get().interrupt();
            running.get().join();
        }
        host.close();
    }

    private void start(PrefetchSettings settings) {
        WalRestorer restorer = WalRestorer.builder(host.files(), archive)
                .cluster(new ClusterInRecovery(Optional.of(CLUSTER), GEOMETRY))
                .holes(HoleChecks.NONE)
                .limits(RestoreLimits.patience(Duration.ofMillis(100)))
                .build();
        Prefetcher prefetcher = new Prefetcher(restorer, host.files(), spool, GEOMETRY, settings);
        HostPath pgWal = new HostPath(dataDirectory.resolve("pg_wal").toString());
        Thread thread = new Thread(
                () -> {
                    try {
                        prefetcher.run(pgWal);
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                "prefetcher under test");
        thread.start();
        running = Optional.of(thread);
    }

    private static SegmentName segment(int timeline, int number) {
        return SegmentName.parse(String.format("%08X00000000%08X", timeline, number));
    }

    private void keep(SegmentName name) {
        archive.keep(name, content(name));
    }

    private static byte[] content(SegmentName name) {
        return WalFixtures.segment(name, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST);
    }

    private void ask(SegmentName next) throws IOException {
        spool.ask(next, host.files());
    }

    private boolean take(SegmentName segment) throws IOException {
        return spool.take(segment, host.files(), new HostPath(destination.toString()));
    }

    private Set<SegmentName> ready() throws IOException {
        return spool.ready();
    }

    @Test
    void aProcessThatHoldsNoLockServesNothing() throws IOException {
        ask(segment(1, 1));
        Path directory = Path.of(spoolDirectory().value());
        Files.writeString(
                directory.resolve("prefetcher"), ProcessHandle.current().pid() + "\n");
        Files.createFile(directory.resolve("lock"));

        assertThat(spool.isServed()).isFalse();
    }

    @Test
    void theNextSegmentsAreKeptReadyAsTheyAreTaken() throws Exception {
        for (int number = 1; number <= 40; number++) {
            keep(segment(1, number));
        }
        ask(segment(1, 1));
        start(PrefetchSettings.ahead(4));

        for (int number = 1; number <= 40; number++) {
            SegmentName next = segment(1, number);
            await().pollInterval(Duration.ofMillis(5)).until(() -> take(next));
            assertThat(destination).hasBinaryContent(content(next));
            assertThat(ready()).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void whoAsksElsewhereIsFollowedAndWhatHelpsNoMoreGoes() throws Exception {
        for (int number = 1; number <= 60; number++) {
            keep(segment(1, number));
        }
        ask(segment(1, 1));
        start(PrefetchSettings.ahead(3));
        await().until(() -> ready().size() == 3);

        ask(segment(1, 50));
        await().untilAsserted(
                        () -> assertThat(ready()).containsExactly(segment(1, 50), segment(1, 51), segment(1, 52)));
    }

    @Test
    void aSegmentThatArrivesLateIsFetchedThen() throws Exception {
        ask(segment(1, 1));
        start(PrefetchSettings.ahead(3));
        await().until(spool::isServed);
        keep(segment(1, 1));

        await().until(() -> take(segment(1, 1)));
    }

    @Test
    void aTimelineSwitchIsFollowed() throws Exception {
        keep(segment(1, 1));
        archive.keep("00000002.history", "1\t0/280000\tpromoted\n".getBytes(StandardCharsets.US_ASCII));
        keep(segment(2, 2));
        keep(segment(2, 3));
        ask(segment(1, 1));
        start(PrefetchSettings.ahead(4));

        await().untilAsserted(() -> assertThat(ready()).containsExactly(segment(1, 1), segment(2, 2), segment(2, 3)));
    }

    @Test
    void whatIsNotSoundIsNeverReady() throws Exception {
        keep(segment(1, 1));
        archive.keep(segment(1, 2), new byte[SegmentSize.SMALLEST.bytes()]);
        keep(segment(1, 3));
        ask(segment(1, 1));
        start(PrefetchSettings.ahead(3));

        await().untilAsserted(() -> assertThat(ready()).contains(segment(1, 1), segment(1, 3)));
        await().during(Duration.ofMillis(300)).until(() -> !ready().contains(segment(1, 2)));
    }

    @Test
    void theRoomItTakesIsBounded() throws Exception {
        for (int number = 1; number <= 20; number++) {
            keep(segment(1, number));
        }
        ask(segment(1, 1));
        start(new PrefetchSettings(100, 2L << 20, Duration.ofMinutes(1)));

        await().until(() -> ready().size() == 2);
        await().during(Duration.ofMillis(300)).until(() -> ready().size() <= 2);
    }

    @Test
    void itEndsWhenNobodyAsksAndLeavesNothing() throws Exception {
        keep(segment(1, 1));
        ask(segment(1, 1));
        start(new PrefetchSettings(2, 1L << 30, Duration.ofMillis(500)));

        await().until(() -> !running.orElseThrow().isAlive());
        assertThat(spool.isServed()).isFalse();
        try (Stream<Path> left = Files.list(Path.of(spool.location()))) {
            assertThat(left).extracting(Path::getFileName).map(Path::toString).containsOnly("wanted", "lock");
        }
    }

    @Test
    void whatAKilledPrefetcherLeftIsNotServedAndSweptByTheNext() throws Exception {
        spool.make();
        Path directory = Path.of(spool.location());
        Files.write(directory.resolve(segment(1, 1).text()), new byte[] {1});
        Files.write(directory.resolve(".walsafe-1234"), new byte[] {1});
        Files.write(directory.resolve(segment(1, 2) + ".coming"), new byte[0]);
        Files.writeString(directory.resolve("prefetcher"), "4194305\n");
        assertThat(spool.isServed()).isFalse();

        start(PrefetchSettings.ahead(2));
        await().until(spool::isServed);
        assertThat(ready()).isEmpty();
        assertThat(directory.resolve(".walsafe-1234")).doesNotExist();
        assertThat(spool.isComing(segment(1, 2))).isFalse();
    }

    @Test
    void serversAndArchivesShareNothing() {
        HostPath other = new HostPath("/var/lib/postgresql/15/other");
        HostPath root = new HostPath("/var/spool/walsafe");
        SystemIdentifier otherCluster = new SystemIdentifier(1);

        assertThat(List.of(
                        spoolDirectory(),
                        Spool.directory(other, Optional.empty(), CLUSTER, ARCHIVE),
                        Spool.directory(other, Optional.empty(), otherCluster, ARCHIVE),
                        Spool.directory(other, Optional.empty(), CLUSTER, List.of("barman@backup", "other")),
                        Spool.directory(other, Optional.of(root), CLUSTER, ARCHIVE),
                        Spool.directory(
                                new HostPath("/var/lib/postgresql/15/main"), Optional.of(root), CLUSTER, ARCHIVE)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSpoolThatOthersCanWriteToIsRefused() throws Exception {
        ask(segment(1, 1));
        Files.setPosixFilePermissions(Path.of(spool.location()), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> ask(segment(1, 1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a directory for its owner alone");
    }
}
