package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.restore.RestoreOutcome.Corrupt;
import org.walsafe.restore.RestoreOutcome.Hole;
import org.walsafe.restore.RestoreOutcome.ProvenAbsent;
import org.walsafe.restore.RestoreOutcome.Restored;
import org.walsafe.restore.RestoreOutcome.TimedOut;
import org.walsafe.restore.RestoreOutcome.Undelivered;
import org.walsafe.restore.RestoreOutcome.Unreachable;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

class WalRestorerTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final SystemIdentifier OTHER = new SystemIdentifier(7000000000000000001L);
    private static final SegmentSize SIZE = SegmentSize.SMALLEST;
    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000005");
    private static final SegmentName NEXT = SegmentName.parse("000000010000000000000006");
    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");
    private static final ClusterInRecovery EXPECTED =
            new ClusterInRecovery(Optional.of(CLUSTER), new WalGeometry(SIZE, SegmentNumbering.CONTINUOUS));

    private final LocalHost host = new LocalHost();
    private final MapSource archive = new MapSource("archive");
    private final List<Duration> pauses = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void closeHost() {
        host.close();
    }

    private HostPath destination() {
        return new HostPath(directory.resolve("RECOVERYXLOG").toString());
    }

    private WalRestorer.Builder builder() {
        return WalRestorer.builder(host.files(), archive)
                .cluster(EXPECTED)
                .limits(RestoreLimits.patience(Duration.ofMinutes(1)));
    }

    private WalRestorer.Builder impatient() {
        return builder().limits(RestoreLimits.patience(Duration.ofMillis(300)));
    }

    private RestoreOutcome restore(WalFileName file) throws InterruptedException {
        return builder().build(pauses::add).restore(file, destination());
    }

    private static byte[] segment(SegmentName name, SystemIdentifier cluster, PostgresMajor major) {
        return WalFixtures.segment(name, cluster, major, SIZE);
    }

    private static byte[] segment() {
        return segment(SEGMENT, CLUSTER, PostgresMajor.V15);
    }

    private static byte[] encoded(WalCodec codec, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream encoder = codec.encode(out, 1)) {
            encoder.write(content);
        }
        return out.toByteArray();
    }

    private void assertNothingDelivered() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentOfEveryCompressionIsDeliveredPlain(WalCodec codec) throws Exception {
        archive.keep(SEGMENT, encoded(codec, segment()));

        assertThat(restore(SEGMENT)).isEqualTo(new Restored(SEGMENT, "archive:" + SEGMENT, SIZE.bytes()));
        assertThat(Files.readAllBytes(directory.resolve("RECOVERYXLOG"))).isEqualTo(segment());
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBombIsStoppedAtTheSizeOfASegmentAndNothingIsDelivered(WalCodec codec) throws Exception {
        archive.keep(SEGMENT, encoded(codec, Arrays.copyOf(segment(), 48 * SIZE.bytes())));

        assertThat(impatient().build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(RestoreOutcome.Corrupt.class);
        assertNothingDelivered();
    }

    @Test
    void whatIsCompressedTwiceIsDecompressedOnce() throws Exception {
        archive.keep(SEGMENT, encoded(WalCodec.GZIP, encoded(WalCodec.GZIP, segment())));

        assertThat(impatient().build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(RestoreOutcome.Corrupt.class);
        assertNothingDelivered();
    }

    @Test
    void theHistoryOfTimelineOneIsAskedForAndNeverExists() {
        assertThat(WalRestorer.neverExists("00000001.history")).isTrue();
        assertThat(WalRestorer.neverExists("00000002.history")).isFalse();
    }

    @Test
    void whatStoodAtTheDestinationIsReplaced() throws Exception {
        Files.writeString(directory.resolve("RECOVERYXLOG"), "old");
        archive.keep(SEGMENT, segment());

        assertThat(restore(SEGMENT)).isInstanceOf(Restored.class);
        assertThat(directory.resolve("RECOVERYXLOG")).hasBinaryContent(segment());
    }

    @Test
    void absentIsProvenOnlyByEverySource() throws Exception {
        MapSource second = new MapSource("second");
        WalRestorer restorer = impatient().then(second).build(pauses::add);

        assertThat(restorer.restore(SEGMENT, destination()))
                .isEqualTo(new ProvenAbsent(SEGMENT, SEGMENT + " is not in archive, nor in second"));

        archive.reachable = false;
        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOfAny(Unreachable.class, TimedOut.class);

        second.keep(SEGMENT, segment());
        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOf(Restored.class);
    }

    @Test
    void aSourceThatCannotBeLookedAtIsAskedAgainForAsLongAsPatienceLasts() throws Exception {
        archive.reachable = false;
        archive.comesBackAfter = 4;
        archive.keep(SEGMENT, segment());

        assertThat(restore(SEGMENT)).isInstanceOf(Restored.class);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void patienceEnds() throws Exception {
        archive.reachable = false;
        WalRestorer restorer =
                builder().limits(RestoreLimits.patience(Duration.ofMillis(1))).build();

        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOfAny(Unreachable.class, TimedOut.class);
        assertNothingDelivered();
    }

    @Test
    void aTransferThatTricklesEnds() throws Exception {
        archive.keep(SEGMENT, segment());
        WalRestorer restorer = builder()
                .limits(new RestoreLimits(Duration.ofMinutes(1), Duration.ofNanos(1), 3))
                .build(pauses::add);

        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOf(TimedOut.class);
        assertNothingDelivered();
    }

    @Test
    void aLaterSegmentMakesAnAbsentOneAHole() throws Exception {
        archive.keep(NEXT, segment(NEXT, CLUSTER, PostgresMajor.V15));

        assertThat(restore(SEGMENT)).isEqualTo(new Hole(SEGMENT, SEGMENT + " is missing: archive holds " + NEXT));
        assertThat(builder().holes(HoleChecks.NONE).build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(ProvenAbsent.class);
    }

    @Test
    void aHoleThatNobodyCouldLookForIsNoProofOfAbsence() throws Exception {
        archive.listable = false;

        assertThat(impatient().build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void aHoleStaysOneWhenTheNextLookComesTooLate() throws Exception {
        Duration patience = Duration.ofSeconds(1);
        archive.keep(NEXT, segment());
        WalRestorer restorer = builder()
                .limits(RestoreLimits.patience(patience))
                .build(pause -> {
                    archive.listable = false;
                    Pauses.REAL.pause(patience);
                });

        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOf(Hole.class);
    }

    @Test
    void aSegmentBeforeItsTimelineBeganIsNoHole() throws Exception {
        archive.keep(HISTORY, "1\t0/780000\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII));
        archive.keep("000000020000000000000007", new byte[] {1});
        archive.keep("000000020000000000000008", new byte[] {1});

        assertThat(restore(SegmentName.parse("000000020000000000000006"))).isInstanceOf(ProvenAbsent.class);

        archive.remove("000000020000000000000007");
        assertThat(restore(SegmentName.parse("000000020000000000000007"))).isInstanceOf(Hole.class);
    }

    @Test
    void aSegmentThatItsTimelineLeftBehindIsAHole() throws Exception {
        archive.keep(HISTORY, "1\t0/780000\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(restore(SegmentName.parse("000000010000000000000006"))).isInstanceOf(Hole.class);
        assertThat(restore(SegmentName.parse("000000010000000000000007"))).isInstanceOf(ProvenAbsent.class);
        assertThat(restore(SegmentName.parse("000000010000000000000008"))).isInstanceOf(ProvenAbsent.class);
    }

    @Test
    void theHistoryOfATimelineThatHasSegmentsIsMissingNotAbsent() throws Exception {
        assertThat(restore(HISTORY)).isInstanceOf(ProvenAbsent.class);

        archive.keep("000000020000000000000007", new byte[] {1});
        assertThat(restore(HISTORY)).isInstanceOf(Hole.class);
    }

    @Test
    void whatIsNotTheSegmentOfThatNameIsNotDelivered() throws Exception {
        byte[] zeroFilled = new byte[SIZE.bytes()];
        byte[] cutShort = Arrays.copyOf(segment(), SIZE.bytes() - 8192);
        byte[] tooLong = Arrays.copyOf(segment(), SIZE.bytes() + 1);
        byte[] garbage = new byte[SIZE.bytes()];
        Arrays.fill(garbage, (byte) 0x5A);
        byte[] ofLargerSegments =
                WalFixtures.segment(SEGMENT, CLUSTER, PostgresMajor.V15, SegmentSize.of(2L * SIZE.bytes()));
        for (byte[] wrong : List.of(
                new byte[0],
                new byte[15],
                zeroFilled,
                cutShort,
                tooLong,
                garbage,
                ofLargerSegments,
                segment(NEXT, CLUSTER, PostgresMajor.V15),
                segment(SEGMENT, OTHER, PostgresMajor.V15))) {
            for (WalCodec codec : List.of(WalCodec.NONE, WalCodec.GZIP, WalCodec.LZ4)) {
                archive.keep(SEGMENT, encoded(codec, wrong));

                assertThat(restore(SEGMENT)).isInstanceOf(Corrupt.class);
                assertNothingDelivered();
            }
        }
    }

    @Test
    void aSegmentOfAnUnknownVersionIsDeliveredOnlyToWhoAcceptsIt() throws Exception {
        byte[] newer = segment();
        newer[0] = (byte) 0xFE;
        archive.keep(SEGMENT, newer);

        assertThat(restore(SEGMENT)).isInstanceOf(Corrupt.class);
        assertThat(builder()
                        .unknownVersions(UnknownVersions.ACCEPTED)
                        .build(pauses::add)
                        .restore(SEGMENT, destination()))
                .isInstanceOf(Restored.class);
    }

    @Test
    void aSoundCopyElsewhereWinsOverADamagedOne() throws Exception {
        MapSource second = new MapSource("second");
        second.keep(SEGMENT, segment());
        archive.keep(SEGMENT, new byte[15]);

        assertThat(builder().then(second).build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(Restored.class);
    }

    @Test
    void aDamagedCopyIsNeverCalledAbsent() throws Exception {
        archive.keep(SEGMENT, new byte[15]);

        assertThat(builder().then(new MapSource("second")).build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(Corrupt.class);
    }

    @Test
    void aFlippedBitThatTheCodecCannotSeeIsSeenInTheRecords() throws Exception {
        SyntheticWal wal = new SyntheticWal(PostgresMajor.V15, CLUSTER, SIZE, SEGMENT);
        while (wal.files().size() < 2) {
            wal.record(new byte[500]);
        }
        byte[] content = wal.files().get(SEGMENT).clone();
        content[SIZE.bytes() / 2] ^= 1;
        for (WalCodec codec : List.of(WalCodec.LZ4, WalCodec.ZSTD)) {
            archive.keep(SEGMENT, encoded(codec, content));
            assertThat(restore(SEGMENT)).as(codec.word()).isInstanceOf(Corrupt.class);
        }

        archive.keep(SEGMENT, content);
        assertThat(restore(SEGMENT)).isInstanceOf(Restored.class);
        assertThat(builder().records(RecordChecks.ALL).build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(Corrupt.class);
    }

    @Test
    void theUnfinishedSegmentOfAPromotionIsSoundUpTo94() throws Exception {
        for (PostgresMajor major : List.of(PostgresMajor.V9_3, PostgresMajor.V15)) {
            SyntheticWal wal = new SyntheticWal(major, CLUSTER, SIZE, SEGMENT);
            wal.shutdownCheckpoint();
            wal.record(new byte[5000]);
            archive.keep(SEGMENT, encoded(WalCodec.LZ4, wal.files().get(SEGMENT)));

            assertThat(restore(SEGMENT)).isInstanceOf(major == PostgresMajor.V9_3 ? Restored.class : Corrupt.class);
        }
    }

    @Test
    void aHistoryMustBeOne() throws Exception {
        archive.keep(HISTORY, "1\t0/780000\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(restore(HISTORY)).isInstanceOf(Restored.class);
        Files.delete(directory.resolve("RECOVERYXLOG"));

        for (String wrong : List.of("", "\n", "3\t0/780000\tof a newer timeline\n", "1 0/7\n", "<html>")) {
            archive.keep(HISTORY, wrong.getBytes(StandardCharsets.US_ASCII));
            assertThat(restore(HISTORY)).as(wrong).isInstanceOf(Corrupt.class);
        }
        assertNothingDelivered();
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsUnreachableNotCorrupt() throws Exception {
        archive.keep(SEGMENT, segment());
        archive.breaksAfter = 300_000;

        WalRestorer restorer =
                builder().limits(RestoreLimits.patience(Duration.ofMillis(300))).build(pauses::add);
        assertThat(restorer.restore(SEGMENT, destination()))
                .isInstanceOfSatisfying(Unreachable.class, outcome -> assertThat(outcome.reason())
                        .contains("could not be read to its end: the line is dead"));
        assertNothingDelivered();
    }

    @Test
    void aDestinationThatCannotBeWrittenIsNotTheArchivesFault() throws Exception {
        archive.keep(SEGMENT, segment());
        HostPath nowhere = new HostPath(directory + "/no/RECOVERYXLOG");

        assertThat(builder().build(pauses::add).restore(SEGMENT, nowhere)).isInstanceOf(Undelivered.class);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void aStandbyIsKeptWaitingForAHistoryWhateverTheFailure() throws Exception {
        WalFileName laterHistory = WalFileName.parse("00000003.history");
        archive.keep(laterHistory, "1\t0/3000000\tno\n2\t0/4000000\tno\n".getBytes(StandardCharsets.US_ASCII));
        byte[] history = "1\t0/3000000\tno\n".getBytes(StandardCharsets.US_ASCII);
        List<Runnable> whatHappens = new ArrayList<>(List.of(
                () -> archive.reachable = false,
                () -> archive.reachable = true,
                () -> archive.keep(HISTORY, new byte[0]),
                () -> archive.keep(HISTORY, new byte[15]),
                () -> archive.keep(HISTORY, new byte[15]),
                () -> archive.keep(HISTORY, history)));
        WalRestorer restorer = builder()
                .limits(RestoreLimits.suiting(RestoreMode.STANDBY, HISTORY))
                .build(pause -> whatHappens.remove(0).run());

        assertThat(restorer.restore(HISTORY, destination())).isInstanceOf(Restored.class);
        assertThat(whatHappens).isEmpty();
    }

    @Test
    void aShortcutServesWhatItHasAndDecidesNothing() throws Exception {
        MapSource shortcut = new MapSource("shortcut");
        WalRestorer restorer = builder().shortcut(shortcut).build(pauses::add);

        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOf(ProvenAbsent.class);
        shortcut.reachable = false;
        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOf(ProvenAbsent.class);
        archive.keep(SEGMENT, segment());
        assertThat(restorer.restore(SEGMENT, destination())).isInstanceOf(Restored.class);

        shortcut.reachable = true;
        shortcut.keep(SEGMENT, segment());
        archive.reachable = false;
        assertThat(restorer.restore(SEGMENT, destination()))
                .isInstanceOfSatisfying(Restored.class, restored -> assertThat(restored.source())
                        .startsWith("shortcut"));
    }

    @Test
    void whatAShortcutFoundDamagedIsNeverCalledAbsent() throws Exception {
        MapSource shortcut = new MapSource("shortcut");
        shortcut.keep(SEGMENT, segment(NEXT, CLUSTER, PostgresMajor.V15));

        assertThat(builder().shortcut(shortcut).build(pauses::add).restore(SEGMENT, destination()))
                .isInstanceOf(Corrupt.class);
    }

    @Test
    void anInterruptedThreadDeliversNothing() throws Exception {
        archive.reachable = false;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> builder().build().restore(SEGMENT, destination()))
                .isInstanceOf(InterruptedException.class);
        assertNothingDelivered();
    }
}
