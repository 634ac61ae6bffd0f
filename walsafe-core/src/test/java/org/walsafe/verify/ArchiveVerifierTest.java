package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.archive.ClusterIdentity;
import org.walsafe.codec.WalCodec;
import org.walsafe.registry.Hole;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.tck.WalFixtures;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupSpan.Keeping;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

class ArchiveVerifierTest {

    private static final String FIRST = "000000010000000000000001";

    private static ArchiveVerifierConfig config(ArchiveSource archive) {
        return ArchiveVerifierConfig.of(archive).withThreads(2).withTime(() -> ArchiveInMemory.NOW);
    }

    private static ArchiveReport verify(ArchiveSource archive) throws IOException {
        return new ArchiveVerifier(config(archive)).verify();
    }

    private static ArchiveReport names(ArchiveSource archive) throws IOException {
        return new ArchiveVerifier(config(archive).withLevel(VerificationLevel.NAMES)).verify();
    }

    private static String name(int timeline, int segment) {
        return String.format("%08X%08X%08X", timeline, 0, segment);
    }

    private static List<String> found(ArchiveReport report, FindingKind kind) {
        return report.findings().kept().stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::subject)
                .toList();
    }

    private static void assertGood(ArchiveReport report) {
        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.GOOD);
    }

    /** Timeline 1 has segments 1 to 3 and is left in the 4th, timeline 2 has 4 to 6. */
    private static ArchiveInMemory promoted(PostgresMajor major) {
        SyntheticWal log = ArchiveInMemory.log(major, FIRST);
        ArchiveInMemory.fill(log, 3);
        log.record(new byte[500]);
        Lsn at = log.promote(TimelineId.of(2));
        log.switchSegment();
        ArchiveInMemory.fill(log, 2);
        ArchiveInMemory archive = new ArchiveInMemory().add(log);
        String said = major == PostgresMajor.V9_2 ? name(1, 4) : at.toString();
        archive.history(2, "1\t" + said + "\tno recovery target specified\n");
        byte[] left = archive.files.remove(name(1, 4));
        if (left != null && major.archivesPartialOnPromotion()) {
            archive.files.put(name(1, 4) + ".partial", left);
        } else if (left != null) {
            archive.files.put(name(1, 4), left);
        }
        return archive;
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithAWholeArchive(PostgresMajor major) throws IOException {
        ArchiveReport report = verify(ArchiveInMemory.of(major, FIRST, 5));

        assertGood(report);
        assertThat(report.segments()).isEqualTo(5);
        assertThat(report.records()).isEqualTo(15);
        assertThat(report.systemIdentifier()).hasValue(ArchiveInMemory.CLUSTER);
        assertThat(report.timelines()).singleElement().satisfies(lane -> {
            assertThat(lane.first()).hasValue(SegmentName.parse(FIRST));
            assertThat(lane.last()).hasValue(SegmentName.parse(name(1, 5)));
        });
    }

    @ParameterizedTest
    @EnumSource
    void followsAPromotionWithinASegment(PostgresMajor major) throws IOException {
        assertGood(verify(promoted(major)));
    }

    @Test
    void readsACompressedArchive() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 3);
        for (Map.Entry<String, byte[]> file : archive.files.entrySet()) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = WalCodec.GZIP.encode(compressed, 6)) {
                out.write(file.getValue());
            }
            file.setValue(compressed.toByteArray());
        }
        assertGood(verify(archive));
        archive.files.put(name(1, 2), Arrays.copyOf(archive.files.get(name(1, 2)), 900));
        assertThat(found(verify(archive), FindingKind.UNDECODABLE)).containsExactly(name(1, 2));
    }

    @Test
    void namesExactlyWhatIsMissing() throws IOException {
        ArchiveReport report = names(ArchiveInMemory.of(PostgresMajor.V15, FIRST, 9)
                .without(name(1, 3), name(1, 4), name(1, 5), name(1, 8)));

        assertThat(found(report, FindingKind.LOST)).containsExactly(name(1, 3) + ".." + name(1, 5), name(1, 8));
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGE);
    }

    @Test
    void crossesTheEndOfALogWithTheSegmentSizeThatTheArchiveHas() throws IOException {
        assertGood(verify(ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000FFE", 4)));
        assertGood(verify(ArchiveInMemory.of(PostgresMajor.V9_2, "000000010000000000000FFD", 4)));
        assertThat(found(
                        names(ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000FFE", 4)
                                .without("000000010000000000000FFF", "000000010000000100000000")),
                        FindingKind.LOST))
                .containsExactly("000000010000000000000FFF..000000010000000100000000");
    }

    @Test
    void tellsWhatIsStillOnItsWayFromWhatIsLost() throws IOException {
        ArchiveInMemory archive =
                ArchiveInMemory.of(PostgresMajor.V15, FIRST, 9).without(name(1, 2), name(1, 5), name(1, 8));
        archive.arriving.add(SegmentName.parse(name(1, 5)));
        archive.modified.put(name(1, 9), ArchiveInMemory.NOW.minus(Duration.ofMinutes(2)));

        ArchiveReport report = names(archive);

        assertThat(found(report, FindingKind.IN_FLIGHT)).containsExactly(name(1, 5), name(1, 8));
        assertThat(found(report, FindingKind.LOST)).containsExactly(name(1, 2));
        ArchiveReport impatient = new ArchiveVerifier(
                        config(archive).withLevel(VerificationLevel.NAMES).withInFlightFor(Duration.ofMinutes(1)))
                .verify();
        assertThat(found(impatient, FindingKind.LOST)).containsExactly(name(1, 2), name(1, 8));
    }

    @Test
    void expectsTheOldTimelineUpToTheSwitch() throws IOException {
        ArchiveReport report = names(promoted(PostgresMajor.V15).without(name(1, 3)));

        assertThat(found(report, FindingKind.LOST)).containsExactly(name(1, 3));
        assertThat(found(names(promoted(PostgresMajor.V15).without(name(2, 4))), FindingKind.LOST))
                .containsExactly(name(2, 4));
    }

    @Test
    void asksNothingOfATimelineThatWasLeftWhereItBegan() throws IOException {
        SyntheticWal log = ArchiveInMemory.log(PostgresMajor.V15, FIRST);
        ArchiveInMemory.fill(log, 2);
        log.record(new byte[500]);
        Lsn second = log.promote(TimelineId.of(2));
        log.record(new byte[500]);
        Lsn fifth = log.promote(TimelineId.of(5));
        log.switchSegment();
        ArchiveInMemory.fill(log, 1);
        ArchiveInMemory archive = new ArchiveInMemory()
                .add(log)
                .without(name(1, 3), name(2, 3))
                .history(2, "1\t" + second + "\tpromoted\n")
                .history(5, "1\t" + second + "\tpromoted\n2\t" + fifth + "\tpromoted again\n");

        assertGood(verify(archive));
    }

    @Test
    void keepsToTheBranchThatATimelineCameFrom() throws IOException {
        ArchiveInMemory archive = promoted(PostgresMajor.V15);
        SyntheticWal other = ArchiveInMemory.log(PostgresMajor.V15, FIRST);
        ArchiveInMemory.fill(other, 1);
        other.record(new byte[500]);
        Lsn third = other.promote(TimelineId.of(3));
        other.switchSegment();
        ArchiveInMemory.fill(other, 1);
        other.files().forEach((name, content) -> archive.files.putIfAbsent(name.text(), content));
        archive.history(3, "1\t" + third + "\tbefore 2026-11-01 10:00:00+00\n");

        assertGood(verify(archive));
        assertThat(found(names(archive.without(name(1, 1))), FindingKind.LOST)).isEmpty();
        assertThat(found(names(archive.without(name(3, 2))), FindingKind.LOST)).isEmpty();
    }

    @Test
    void reportsTimelinesThatNoHistoryLeadsTo() throws IOException {
        ArchiveReport report = names(promoted(PostgresMajor.V15).without("00000002.history"));

        assertThat(found(report, FindingKind.MISSING_HISTORY)).containsExactly("00000002.history");
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGE);
    }

    @Test
    void reportsHistoriesThatContradictEachOtherOrAreNone() throws IOException {
        ArchiveInMemory archive = promoted(PostgresMajor.V15)
                .history(3, "1\t0/200000\tanother story\n2\t0/700000\tpromoted\n")
                .history(4, "nonsense");

        ArchiveReport report = names(archive);

        assertThat(found(report, FindingKind.CONFLICTING_HISTORIES)).containsExactly("00000003.history");
        assertThat(found(report, FindingKind.INVALID_HISTORY)).containsExactly("00000004.history");
    }

    @Test
    void letsWaiversCoverLossesForTheirTime() throws IOException {
        ArchiveInMemory archive =
                ArchiveInMemory.of(PostgresMajor.V15, FIRST, 9).without(name(1, 3), name(1, 4), name(1, 5), name(1, 8));
        Waivers waivers = Waivers.parse(
                "# known\n" + name(1, 4) + ".." + name(1, 5) + " 2026-11-20 jane lost with the disk\n" + name(1, 8)
                        + " 2026-11-19 jane too late\n" + name(1, 7) + " 2027-01-01 joe nothing lost here\n",
                "waivers");
        ArchiveVerifierConfig config =
                config(archive).withLevel(VerificationLevel.NAMES).withWaivers(waivers);

        ArchiveReport report = new ArchiveVerifier(config).verify();

        assertThat(found(report, FindingKind.LOST))
                .containsExactly(name(1, 3), name(1, 4) + ".." + name(1, 5), name(1, 8));
        assertThat(report.findings().waived()).isEqualTo(1);
        assertThat(report.findings().kept().get(1).waiver())
                .hasValue(new Waiver(
                        SegmentName.parse(name(1, 4)),
                        SegmentName.parse(name(1, 5)),
                        LocalDate.parse("2026-11-20"),
                        "jane",
                        "lost with the disk"));
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGE);
        assertThat(found(report, FindingKind.IDLE_WAIVER)).containsExactly(name(1, 7), name(1, 8));

        archive.files.put(name(1, 3), archive.files.get(name(1, 2)));
        archive.files.put(name(1, 8), archive.files.get(name(1, 2)));
        ArchiveReport waived = new ArchiveVerifier(config).verify();
        assertThat(waived.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(waived.findings().waived()).isEqualTo(1);
    }

    @Test
    void namesEveryKindOfDamage() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 12);
        archive.files.get(name(1, 2))[9000] ^= 1;
        archive.files.put(name(1, 4), Arrays.copyOf(archive.files.get(name(1, 4)), 70_000));
        byte[] other = WalFixtures.segment(
                SegmentName.parse(name(1, 6)),
                SystemIdentifier.parse("7000000000000000001"),
                PostgresMajor.V15,
                SegmentSize.SMALLEST);
        archive.files.put(name(1, 6), other);
        archive.files.put(name(1, 8), archive.files.get(name(1, 9)));
        archive.files.put(name(1, 10), new byte[1 << 20]);
        archive.unreadable.add(name(1, 11));
        archive.files.put("notes.txt", new byte[0]);

        ArchiveReport report = verify(archive);

        assertThat(found(report, FindingKind.DAMAGED)).containsExactly(name(1, 2), name(1, 4), name(1, 10));
        assertThat(found(report, FindingKind.FOREIGN)).containsExactly(name(1, 6), name(1, 8));
        assertThat(found(report, FindingKind.NOT_READ)).containsExactly(name(1, 11));
        assertThat(found(report, FindingKind.STRANGER)).containsExactly("\"notes.txt\"");
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGE);
        assertThat(report.findings().kept().get(0).sentence()).contains("offset", "LSN", "expected", "found");
    }

    @Test
    void findsASegmentOfAForkWithTheSameIdentifier() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 6);
        SyntheticWal fork = ArchiveInMemory.log(PostgresMajor.V15, FIRST);
        for (int i = 0; i < 6; i++) {
            fork.record(new byte[3000]);
            fork.switchSegment();
        }
        archive.files.put(name(1, 4), fork.files().get(SegmentName.parse(name(1, 4))));

        assertThat(found(verify(archive), FindingKind.FOREIGN)).contains(name(1, 4));
    }

    @Test
    void looksAtHeadersOnlyWhereToldTo() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 6);
        archive.files.get(name(1, 2))[9000] ^= 1;
        archive.files.put(name(1, 4), archive.files.get(name(1, 5)));

        ArchiveReport report = new ArchiveVerifier(config(archive).withLevel(VerificationLevel.HEADERS)).verify();

        assertThat(found(report, FindingKind.DAMAGED)).isEmpty();
        assertThat(found(report, FindingKind.FOREIGN)).containsExactly(name(1, 4));
    }

    @Test
    void callsASegmentUnfinishedThatNothingFollows() throws IOException {
        SyntheticWal log = ArchiveInMemory.log(PostgresMajor.V15, FIRST);
        ArchiveInMemory.fill(log, 2);
        log.record(new byte[500]);

        assertThat(found(verify(new ArchiveInMemory().add(log)), FindingKind.UNFINISHED))
                .containsExactly(name(1, 3));
    }

    @Test
    void cannotTellOfAnEmptyOrUnknownArchive() throws IOException {
        assertThat(verify(new ArchiveInMemory()).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        ArchiveInMemory archive = new ArchiveInMemory();
        byte[] segment = new byte[1 << 20];
        ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0xD999);
        archive.files.put(FIRST, segment);
        assertThat(verify(archive).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void explainsWhatTheArchiveRefused() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V9_3, FIRST, 4);
        byte[] otherTail = archive.files.get(name(1, 1)).clone();
        otherTail[1_000_000] = 7;
        archive.rejected.put(name(1, 1) + ".20261101T120000Z.duplicate", otherTail);
        SyntheticWal fork = ArchiveInMemory.log(PostgresMajor.V9_3, name(1, 2));
        fork.record(new byte[77]);
        fork.switchSegment();
        archive.rejected.put(
                name(1, 2) + ".20261101T120000Z.duplicate", fork.files().get(SegmentName.parse(name(1, 2))));
        archive.rejected.put("x.20261101T120000Z.unknown", new byte[0]);

        ArchiveReport report = verify(archive);

        assertThat(found(report, FindingKind.HARMLESS_DUPLICATE))
                .containsExactly(name(1, 1) + ".20261101T120000Z.duplicate");
        assertThat(found(report, FindingKind.DIFFERENT_DUPLICATE))
                .containsExactly(name(1, 2) + ".20261101T120000Z.duplicate");
        assertThat(found(report, FindingKind.STRANGER)).hasSize(1);
        assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void comparesTheArchivesListWithItsFiles() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 3);
        archive.catalogue.add(name(1, 1) + "\t1048576\t1795203437.1\tNone");
        archive.catalogue.add(name(1, 2) + "\t1048576\t1795203437.1\tNone");
        archive.catalogue.add(name(1, 7) + "\t1048576\t1795203437.1\tNone");
        archive.catalogue.add("0000000100");

        ArchiveReport report = names(archive);

        assertThat(report.findings().counts()).isEqualTo(Map.of(FindingKind.CATALOGUE_DRIFT, 3L));
        assertThat(report.findings().kept())
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("1 in the archive's list") && sentence.contains(name(1, 7)))
                .anyMatch(sentence -> sentence.startsWith("1 segments in the archive") && sentence.contains(name(1, 3)))
                .anyMatch(sentence -> sentence.contains("0000000100"));
        assertThat(report.verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void findsTheHoleOfAFailover() throws IOException {
        ArchiveInMemory archive = promoted(PostgresMajor.V15).without(name(1, 3));
        ArchiveStatusListing.Builder listing = ArchiveStatusListing.builder("pg:/data", ArchiveInMemory.NOW);
        for (String file : List.of(name(1, 2), name(1, 3), name(2, 4))) {
            listing.statusFile(file + ".done");
            listing.walFile(file);
        }
        ArchiveStatusSource server = new ArchiveStatusSource() {
            @Override
            public String location() {
                return "pg:/data";
            }

            @Override
            public ClusterIdentity cluster() throws IOException {
                throw new IOException("not asked for");
            }

            @Override
            public ArchiveStatusListing read() {
                return listing.build();
            }

            @Override
            public Optional<Instant> waitingSince(WalFileName file) {
                return Optional.empty();
            }
        };

        ArchiveReport report = new ArchiveVerifier(
                        config(archive).withLevel(VerificationLevel.NAMES).withServer(server))
                .verify();

        assertThat(found(report, FindingKind.FAILOVER_HOLE)).containsExactly(name(1, 3));
        assertThat(report.findings().kept())
                .anyMatch(finding -> finding.sentence().contains(name(1, 3) + ".ready"));
    }

    @Test
    void asksTheRegistryForHoles() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 3);
        try (WalSafeRegistry registry = new MarkerRegistry(new InMemoryMarkerStore())) {
            for (int segment : new int[] {2, 5}) {
                registry.recordHole(
                        new Hole(SegmentName.parse(name(1, segment)), "disk full", "jane", ArchiveInMemory.LONG_AGO));
            }
            ArchiveReport report = new ArchiveVerifier(
                            config(archive).withLevel(VerificationLevel.NAMES).withRegistry(registry))
                    .verify();

            assertThat(found(report, FindingKind.RECORDED_HOLE)).containsExactly(name(1, 5));
            assertThat(found(report, FindingKind.HEALED_HOLE)).containsExactly(name(1, 2));
        }
    }

    @Test
    void saysHowFarEachBackupCanBeRolledForward() throws IOException {
        ArchiveInMemory archive = promoted(PostgresMajor.V15).without(name(2, 5));
        archive.backups.add(backup("old", name(1, 1), name(1, 2), Keeping.EVERYTHING_SINCE));
        archive.backups.add(backup("new", name(2, 6), name(2, 6), Keeping.EVERYTHING_SINCE));
        archive.backups.add(backup("torn", name(2, 5), name(2, 6), Keeping.EVERYTHING_SINCE));

        List<BackupReach> reaches = names(archive).backups();

        assertThat(reaches.get(0).reachable()).hasValue(SegmentName.parse(name(2, 4)));
        assertThat(reaches.get(0).obstacle()).hasValue(SegmentName.parse(name(2, 5)));
        assertThat(reaches.get(0).consistency()).isEqualTo(Consistency.REACHED);
        assertThat(reaches.get(1).reachable()).hasValue(SegmentName.parse(name(2, 6)));
        assertThat(reaches.get(1).obstacle()).isEmpty();
        assertThat(reaches.get(2).consistency()).isEqualTo(Consistency.OUT_OF_REACH);
    }

    @Test
    void doesNotRollABackupThroughADamagedSegment() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 6);
        archive.files.get(name(1, 4))[9000] ^= 1;
        archive.backups.add(backup("b", name(1, 2), name(1, 2), Keeping.EVERYTHING_SINCE));

        BackupReach reach = verify(archive).backups().get(0);

        assertThat(reach.reachable()).hasValue(SegmentName.parse(name(1, 3)));
        assertThat(reach.obstacle()).hasValue(SegmentName.parse(name(1, 4)));
    }

    @Test
    void takesWhatRetentionRemovedBehindAStandaloneBackupForNoLoss() throws IOException {
        ArchiveInMemory archive =
                ArchiveInMemory.of(PostgresMajor.V15, FIRST, 9).without(name(1, 3), name(1, 4), name(1, 7));
        archive.backups.add(backup("kept", name(1, 1), name(1, 2), Keeping.ITS_OWN));

        ArchiveReport report = names(archive);

        assertThat(found(report, FindingKind.REMOVED_BY_RETENTION)).containsExactly(name(1, 3) + ".." + name(1, 4));
        assertThat(found(report, FindingKind.LOST)).containsExactly(name(1, 7));
    }

    @Test
    void excusesNoLossByAStandaloneBackupInTheMiddleOfTheLog() throws IOException {
        ArchiveInMemory archive =
                ArchiveInMemory.of(PostgresMajor.V15, FIRST, 9).without(name(1, 3), name(1, 6));
        archive.backups.add(backup("kept", name(1, 4), name(1, 5), Keeping.ITS_OWN));

        ArchiveReport report = names(archive);

        assertThat(found(report, FindingKind.REMOVED_BY_RETENTION)).isEmpty();
        assertThat(found(report, FindingKind.LOST)).containsExactlyInAnyOrder(name(1, 3), name(1, 6));
    }

    private static BackupSpan backup(String id, String first, String last, Keeping keeping) {
        return new BackupSpan(id, SegmentName.parse(first), SegmentName.parse(last), Optional.empty(), keeping);
    }

    /** What stands behind a segment that cannot even be opened is read all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"unreadable", "encrypted", "undecodable"})
    void goesOnBehindASegmentThatCannotBeOpened(String how) throws IOException {
        String third = "000000010000000000000003";
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000001", 6);
        switch (how) {
            case "unreadable" -> archive.unreadable.add(third);
            case "encrypted" -> archive.files.put(third, HexFormat.of().parseHex("85000c03" + "00".repeat(400)));
            default -> archive.files.put(third, HexFormat.of().parseHex("1f8b0800" + "ff".repeat(400)));
        }
        archive.files.get("000000010000000000000005")[9000] ^= 1;

        ArchiveReport report = new ArchiveVerifier(
                        ArchiveVerifierConfig.of(archive).withThreads(1).withTime(() -> ArchiveInMemory.NOW))
                .verify();

        assertThat(report.findings().kept())
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder(third, "000000010000000000000005");
        assertThat(report.records()).as("those of four segments").isEqualTo(4 * 3);
    }
}
