package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.barman.BackupId;
import org.walsafe.barman.BackupInfo;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileNameText;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestText;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;

class BackupVerifierTest {

    private static final String FIRST = "000000010000000000000001";
    private static final String SECOND = "000000010000000000000002";

    private final LocalHost host = new LocalHost();
    private final ArchiveInMemory wal = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 4);

    @TempDir
    private Path directory;

    private BackupOnDisk backup;

    @BeforeEach
    void makeBackup() throws IOException {
        backup = new BackupOnDisk(directory);
    }

    private BackupVerifierConfig config() {
        return BackupVerifierConfig.of(BackupPlace.of(host, HostPath.of(directory.toString())))
                .withThreads(2)
                .withTime(() -> ArchiveInMemory.NOW)
                .withWal(wal);
    }

    private static BackupReport verify(BackupVerifierConfig config) throws IOException {
        return new BackupVerifier(config).verify();
    }

    private List<String> found() throws IOException {
        return found(verify(config()));
    }

    private static List<String> found(BackupReport report) {
        return report.findings().kept().stream()
                .map(finding -> finding.kind() + " " + finding.subject())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void findsNothingWrongWithAWholeBackup(ManifestAlgorithm algorithm) throws IOException {
        backup.writeWith(backup.manifest(algorithm));

        BackupReport report = verify(config());

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(report.files()).isEqualTo(backup.files.size());
        assertThat(report.records()).isEqualTo(3);
        assertThat(report.pages()).isEqualTo(algorithm == ManifestAlgorithm.NONE ? 6 : 0);
        assertThat(report.systemIdentifier()).hasValue(ArchiveInMemory.CLUSTER);
        assertThat(report.reach()).hasValueSatisfying(reach -> {
            assertThat(reach.consistency()).isEqualTo(Consistency.REACHED);
            assertThat(reach.reachable()).hasValue(SegmentName.parse("000000010000000000000004"));
        });
    }

    @ParameterizedTest
    @CsvSource({"NONE, ''", "GZIP, .gz", "LZ4, .lz4", "ZSTD, .zst"})
    void readsTarFilesInTheStream(WalCodec codec, String suffix) throws IOException {
        backup.writeTars(codec, suffix, backup.manifest(ManifestAlgorithm.SHA256));
        assertThat(found()).isEmpty();

        byte[] tampered = backup.files.get(BackupOnDisk.SPACE_TABLE).clone();
        tampered[100] ^= 1;
        String manifest = backup.manifest(ManifestAlgorithm.CRC32C).whole();
        backup.files.put(BackupOnDisk.SPACE_TABLE, tampered);
        backup.files.put("base/5/99", new byte[1]);
        backup.files.remove("postgresql.conf");
        backup.files.put("base/5/empty", new byte[3]);
        backup.writeTars(codec, suffix, backup.manifest(ManifestAlgorithm.NONE));
        backup.write("backup_manifest", manifest.getBytes(StandardCharsets.US_ASCII));
        backup.write("notes.tar", new byte[0]);
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "WRONG_CHECKSUM " + BackupOnDisk.SPACE_TABLE,
                        "EXTRA_FILE base/5/99",
                        "EXTRA_FILE notes.tar",
                        "MISSING_FILE postgresql.conf",
                        "WRONG_SIZE base/5/empty");
    }

    @Test
    void readsPagesInATarWhoseControlFileComesLast() throws IOException {
        backup.files.get(BackupOnDisk.TABLE)[8192 + 500] ^= 1;
        backup.writeTars(WalCodec.GZIP, ".gz", backup.manifest(ManifestAlgorithm.NONE));

        assertThat(found()).containsExactly("PAGE_CHECKSUM " + BackupOnDisk.TABLE);
    }

    @Test
    void callsATarFileDamagedThatIsCutOff() throws IOException {
        backup.writeTars(WalCodec.GZIP, ".gz", backup.manifest(ManifestAlgorithm.SHA256));
        Path base = directory.resolve("base.tar.gz");
        Files.write(base, Arrays.copyOf(Files.readAllBytes(base), 600));

        assertThat(found())
                .containsOnlyOnce("UNDECODABLE base.tar.gz")
                .noneMatch(what -> what.startsWith("MISSING_FILE"));
    }

    /** What could not be looked at is not called missing. */
    @ParameterizedTest
    @CsvSource({"base.tar, base.tar", "16400.tar, 16400.tar"})
    void cannotTellWhatIsInATarFileThatCannotBeRead(String tar, String told) throws IOException {
        backup.writeTars(WalCodec.NONE, "", backup.manifest(ManifestAlgorithm.SHA256));
        Files.delete(directory.resolve(tar));
        Files.createDirectory(directory.resolve(tar));

        BackupReport report = verify(config());

        assertThat(found(report)).contains("NOT_READ " + told).noneMatch(what -> what.startsWith("MISSING_FILE"));
        assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void cannotTellWhatIsInAnEncryptedTarFile() throws IOException {
        backup.writeTars(WalCodec.NONE, "", backup.manifest(ManifestAlgorithm.SHA256));
        Files.delete(directory.resolve("base.tar"));
        byte[] encrypted = new byte[500];
        encrypted[0] = (byte) 0x85;
        encrypted[2] = 12;
        encrypted[3] = 3;
        backup.write("base.tar.gz.gpg", encrypted);

        BackupReport report = verify(config());
        assertThat(found(report)).contains("ENCRYPTED base.tar.gz.gpg");
        assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    void comparesFilesWhoseNamesAreNotUtf8() throws IOException {
        Path latin = BackupOnDisk.inLatin1(directory, "caf\u00e9");
        Files.writeString(latin, "12345");
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C)
                .file("{ \"Encoded-Path\": \"636166e9\", \"Size\": 5, \"Checksum-Algorithm\": \"CRC32C\","
                        + " \"Checksum\": \"3523d118\" }"));
        assertThat(found()).isEmpty();

        Files.writeString(latin, "12346");
        assertThat(found()).containsExactly("WRONG_CHECKSUM caf\\udce9");

        Files.delete(latin);
        assertThat(found()).containsExactly("MISSING_FILE caf\\udce9");
    }

    @Test
    void comparesFilesWithinTarFilesWhoseNamesAreNotUtf8() throws IOException {
        backup.files.put("caf\u00e9", new byte[5]);
        backup.files.put("caf\udce9", new byte[7]);
        backup.writeTars(
                WalCodec.GZIP,
                ".gz",
                new BackupOnDisk(directory)
                        .manifest(ManifestAlgorithm.NONE)
                        .file("{ \"Path\": \"caf\u00e9\", \"Size\": 5 }")
                        .file("{ \"Encoded-Path\": \"636166e9\", \"Size\": 8 }"));

        assertThat(found()).containsExactly("WRONG_SIZE caf\\udce9");
    }

    /** Some transports decode names, and what they lose nobody can name any more. */
    @Test
    void cannotTellWhatAHostCannotName() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.NONE)
                .file("{ \"Encoded-Path\": \"6469722f636166e9\", \"Size\": 5 }"));
        Files.createDirectory(directory.resolve("dir"));
        Files.writeString(BackupOnDisk.inLatin1(directory.resolve("dir"), "caf\u00e9"), "12345");
        BackupPlace place = BackupPlace.of(decodingWithLoss(), HostPath.of(directory.toString()));

        BackupReport report = verify(BackupVerifierConfig.of(place).withWal(wal));

        assertThat(found(report)).containsExactly("NOT_READ dir/caf\ufffd");
        assertThat(report.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    private Host decodingWithLoss() throws IOException {
        HostFiles files = mock(HostFiles.class, delegatesTo(host.files()));
        doAnswer(call -> {
                    DirectoryVisitor visitor = call.getArgument(1);
                    host.files()
                            .list(
                                    call.getArgument(0),
                                    name -> visitor.visit(
                                            new String(FileNameText.bytes(name), StandardCharsets.UTF_8)));
                    return null;
                })
                .when(files)
                .list(any(), any());
        Host decoding = mock(Host.class, delegatesTo(host));
        doReturn(files).when(decoding).files();
        return decoding;
    }

    /** Needs the first two segments. */
    private ManifestText needingTwo() {
        return backup.manifest(ManifestAlgorithm.CRC32C)
                .ranges("{ \"Timeline\": 1, \"Start-LSN\": \"0/100028\", \"End-LSN\": \"0/300000\" }");
    }

    @ParameterizedTest
    @CsvSource({"NONE, ''", "GZIP, .gz", "LZ4, .lz4", "ZSTD, .zst"})
    void readsTheWalThatTheBackupHoldsItselfInATarFile(WalCodec codec, String suffix) throws IOException {
        backup.writeTars(codec, suffix, needingTwo());
        Map<String, byte[]> own = new TreeMap<>(wal.files);
        own.put("archive_status/" + FIRST + ".done", new byte[0]);
        backup.write("pg_wal.tar" + suffix, backup.tarOf(codec, own));
        wal.files.remove(FIRST);

        BackupReport report = verify(config());
        assertThat(found(report)).containsExactly("OWN_WAL " + FIRST);
        assertThat(report.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(report.records()).isEqualTo(6);

        wal.files.remove(SECOND);
        assertThat(found()).containsExactly("OWN_WAL " + FIRST + ".." + SECOND);
        BackupReport alone = verify(withoutArchive());
        assertThat(found(alone)).isEmpty();
        assertThat(alone.records()).isEqualTo(6);

        own.get(SECOND)[9000] ^= 1;
        backup.write("pg_wal.tar" + suffix, backup.tarOf(codec, own));
        assertThat(found()).containsExactlyInAnyOrder("DAMAGED " + SECOND, "OWN_WAL " + FIRST + ".." + SECOND);

        own.remove(SECOND);
        backup.write("pg_wal.tar" + suffix, backup.tarOf(codec, own));
        assertThat(found()).containsExactlyInAnyOrder("LOST " + SECOND, "OWN_WAL " + FIRST);
        assertThat(found(verify(withoutArchive()))).containsExactly("LOST " + SECOND);
    }

    private BackupVerifierConfig withoutArchive() {
        return BackupVerifierConfig.of(BackupPlace.of(host, HostPath.of(directory.toString())))
                .withThreads(2)
                .withTime(() -> ArchiveInMemory.NOW);
    }

    @Test
    void readsTheWalAmongTheOtherFilesOfATarFile() throws IOException {
        backup.files.put("pg_wal/" + FIRST, wal.files.remove(FIRST));
        backup.files.put("pg_wal/" + SECOND, wal.files.remove(SECOND));
        backup.writeTars(
                WalCodec.GZIP,
                ".gz",
                new BackupOnDisk(directory)
                        .manifest(ManifestAlgorithm.CRC32C)
                        .ranges("{ \"Timeline\": 1, \"Start-LSN\": \"0/100028\", \"End-LSN\": \"0/300000\" }"));

        assertThat(found()).containsExactly("OWN_WAL " + FIRST + ".." + SECOND);
    }

    @ParameterizedTest
    @CsvSource({"pg_wal", "pg_xlog"})
    void readsTheWalInTheDataDirectory(String own) throws IOException {
        backup.writeWith(needingTwo());
        for (String segment : List.of(FIRST, SECOND, "000000010000000000000004")) {
            backup.write(own + "/" + segment, wal.files.remove(segment));
        }

        BackupReport report = verify(config());
        assertThat(found(report)).containsExactly("OWN_WAL " + FIRST + ".." + SECOND);
        assertThat(report.reach())
                .as("what may be waiting to be used again is not counted on")
                .hasValueSatisfying(
                        reach -> assertThat(reach.reachable()).hasValue(SegmentName.parse("000000010000000000000003")));

        wal.files.clear();
        assertThat(found()).containsExactly("OWN_WAL " + FIRST + ".." + SECOND);
    }

    @Test
    void cannotTellWhetherWalIsLostThatMayBeWhereItCouldNotLook() throws IOException {
        backup.writeTars(WalCodec.NONE, "", needingTwo());
        Files.createDirectory(directory.resolve("pg_wal.tar"));
        assertThat(found()).isEmpty();

        wal.files.remove(SECOND);
        assertThat(found()).containsExactly("NOT_READ " + SECOND);
        assertThat(verify(withoutArchive()).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        wal.files.clear();
        assertThat(found()).containsExactly("NOT_READ " + FIRST + ".." + SECOND);
    }

    @Test
    void namesEveryDifferenceFromTheManifest() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C));
        backup.write("base/5/16384_vm", new byte[8192]);
        Files.delete(directory.resolve("postgresql.conf"));
        backup.write(BackupOnDisk.TABLE, new byte[8192]);
        byte[] other = backup.files.get(BackupOnDisk.SPACE_TABLE).clone();
        other[8100] ^= 1;
        backup.write(BackupOnDisk.SPACE_TABLE, other);
        Files.createSymbolicLink(directory.resolve("base/5/link"), directory.resolve("PG_VERSION"));
        backup.write("postgresql.auto.conf", new byte[5]);
        backup.write("standby.signal", new byte[0]);
        backup.write("pg_wal/000000010000000000000001", new byte[5]);
        Files.createDirectory(directory.resolve("pg_replslot"));

        assertThat(found())
                .containsExactlyInAnyOrder(
                        "EXTRA_FILE base/5/16384_vm",
                        "MISSING_FILE postgresql.conf",
                        "WRONG_SIZE " + BackupOnDisk.TABLE,
                        "WRONG_CHECKSUM " + BackupOnDisk.SPACE_TABLE,
                        "NO_REGULAR_FILE base/5/link");
        assertThat(found(verify(config().withIgnored(
                                Set.of("base", "postgresql.conf", "pg_tblspc/16400/PG_15_202209061/5/16401")))))
                .isEmpty();
        assertThat(found(verify(config().withLevel(VerificationLevel.RECORDS))))
                .doesNotContain("WRONG_CHECKSUM " + BackupOnDisk.SPACE_TABLE)
                .contains("EXTRA_FILE base/5/16384_vm", "WRONG_SIZE " + BackupOnDisk.TABLE);
    }

    @Test
    void refusesAManifestThatIsNoneAndGoesByWhatTheFilesHold() throws IOException {
        backup.write();
        backup.write("backup_manifest", "oops\n".getBytes(StandardCharsets.US_ASCII));
        backup.files.get(BackupOnDisk.TABLE)[500] ^= 1;
        backup.write();

        BackupReport report = verify(config());

        assertThat(found(report)).contains("INVALID_MANIFEST backup_manifest", "PAGE_CHECKSUM " + BackupOnDisk.TABLE);
        assertThat(report.pages()).isEqualTo(6);
    }

    @Test
    void findsAChecksumOfTheWrongLength() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.NONE)
                .file("{ \"Path\": \"a\", \"Size\": 0, \"Checksum-Algorithm\": \"SHA256\", \"Checksum\": \"00\" }"));
        backup.write("a", new byte[0]);

        assertThat(found()).containsExactly("WRONG_CHECKSUM a");
    }

    @Test
    void looksIntoTheFilesWithoutAManifest() throws IOException {
        backup.files.get(BackupOnDisk.TABLE)[500] ^= 1;
        backup.files.put("base/5/16384_fsm", Arrays.copyOf(backup.files.get("base/5/16384_fsm"), 5000));
        backup.write();

        BackupReport report = verify(config().withTarget(BackupTarget.FILES_ALONE));

        assertThat(found(report))
                .containsExactlyInAnyOrder(
                        "PAGE_CHECKSUM base/5/16384", "PAGE_CHECKSUM base/5/16384_fsm", "NO_MANIFEST backup_manifest");
        assertThat(report.verdict()).isEqualTo(Verdict.DAMAGE);
    }

    /** Recovery writes such a page anew. */
    @Test
    void passesOverPagesThatWereWrittenDuringTheBackup() throws IOException {
        byte[] table = backup.files.get(BackupOnDisk.TABLE);
        table[500] ^= 1;
        table[6] = 0x10;
        backup.write();

        assertThat(found(verify(config().withTarget(BackupTarget.FILES_ALONE))))
                .containsExactly("NO_MANIFEST backup_manifest");
    }

    @Test
    void missesWhatEveryDataDirectoryHas() throws IOException {
        backup.files.keySet().removeAll(Set.of("backup_label", "PG_VERSION", "global/pg_control"));
        backup.write();

        assertThat(found(verify(config().withTarget(BackupTarget.FILES_ALONE))))
                .contains("MISSING_FILE PG_VERSION", "MISSING_FILE backup_label", "MISSING_FILE global/pg_control");
    }

    @Test
    void seesThroughADamagedControlFileAndOneOfAnotherCluster() throws IOException {
        backup.files.get("global/pg_control")[50] ^= 1;
        backup.writeWith(backup.manifest(ManifestAlgorithm.NONE));
        assertThat(found(verify(config().withTarget(BackupTarget.FILES_ALONE))))
                .containsExactly("INVALID_FILE global/pg_control");

        BackupOnDisk other = new BackupOnDisk(directory);
        other.writeWith(other.manifest(ManifestAlgorithm.SHA256).systemIdentifier("7000000000000000001"));
        assertThat(found(verify(config().withTarget(BackupTarget.FILES_ALONE))))
                .containsExactly("CONTRADICTION backup_manifest");
    }

    @Test
    void wantsEverySegmentThatTheBackupNeedsWholeAndThere() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C)
                .ranges("{ \"Timeline\": 1, \"Start-LSN\": \"0/100028\", \"End-LSN\": \"0/300000\" }"));
        assertThat(found()).isEmpty();

        byte[] second = wal.files.remove(SECOND);
        BackupReport report = verify(config());
        assertThat(found(report)).containsExactly("LOST " + SECOND);
        assertThat(report.reach())
                .hasValueSatisfying(reach -> assertThat(reach.consistency()).isEqualTo(Consistency.OUT_OF_REACH));

        byte[] first = wal.files.remove(FIRST);
        assertThat(found()).containsExactly("LOST " + FIRST);
        wal.files.put(FIRST, first);

        byte[] damaged = second.clone();
        damaged[9000] ^= 1;
        wal.files.put(SECOND, damaged);
        assertThat(found()).containsExactly("DAMAGED " + SECOND);
        assertThat(found(verify(config().withLevel(VerificationLevel.NAMES)))).isEmpty();
    }

    @Test
    void saysWhetherATargetCanBeReached() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C));
        wal.files.get("000000010000000000000003")[9000] ^= 1;

        assertThat(found()).isEmpty();
        assertThat(found(verify(config().withTarget(new BackupTarget.AtLsn(Lsn.parse("0/2FFFFF"))))))
                .isEmpty();
        assertThat(found(verify(config().withTarget(new BackupTarget.AtLsn(Lsn.parse("0/300010"))))))
                .containsExactly("DAMAGED 000000010000000000000003");
        assertThat(found(verify(config().withTarget(BackupTarget.NEWEST))))
                .containsExactly("DAMAGED 000000010000000000000003");
        wal.files.remove(SECOND);
        assertThat(found(verify(config().withTarget(BackupTarget.NEWEST)))).containsExactly("LOST " + SECOND);
        assertThat(found(verify(config().withTarget(new BackupTarget.AtLsn(Lsn.parse("0/900000"))))))
                .containsExactly("LOST " + SECOND);
    }

    @Test
    void saysWhetherATimeOrARestorePointCanBeReached() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C));
        SyntheticWal log = ArchiveInMemory.log(PostgresMajor.V15, FIRST);
        ArchiveInMemory.fill(log, 1);
        log.commit(Instant.parse("2026-11-20T10:00:00Z"));
        log.restorePoint(Instant.parse("2026-11-20T10:30:00Z"), "before the upgrade");
        log.switchSegment();
        log.commit(Instant.parse("2026-11-20T11:00:00Z"));
        log.switchSegment();
        ArchiveInMemory.fill(log, 1);
        wal.files.clear();
        wal.add(log);
        wal.files.get("000000010000000000000004")[9000] ^= 1;

        assertThat(found(verify(to("2026-11-20T10:00:00Z")))).isEmpty();
        assertThat(found(verify(to("2026-11-20T10:59:59Z")))).isEmpty();
        assertThat(found(verify(to("2026-11-20T11:00:01Z"))))
                .containsExactlyInAnyOrder(
                        "TARGET_OUT_OF_REACH time 2026-11-20T11:00:01Z", "DAMAGED 000000010000000000000004");
        BackupTarget point = new BackupTarget.AtRestorePoint("before the upgrade");
        assertThat(found(verify(config().withTarget(point)))).isEmpty();
        assertThat(found(verify(config().withTarget(new BackupTarget.AtRestorePoint("elsewhere")))))
                .contains("TARGET_OUT_OF_REACH restore point \"elsewhere\"");
        assertThat(verify(config().withTarget(point).withLevel(VerificationLevel.HEADERS))
                        .verdict())
                .isEqualTo(Verdict.CANNOT_TELL);
        wal.files.remove(SECOND);
        assertThat(found(verify(config().withTarget(point))))
                .containsExactly("TARGET_OUT_OF_REACH restore point \"before the upgrade\"");
    }

    private BackupVerifierConfig to(String time) {
        return config().withTarget(new BackupTarget.AtTime(Instant.parse(time)));
    }

    @Test
    void doesNotCallABackupGoodWhoseWalItWasNotShown() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C));
        BackupVerifierConfig unshown = BackupVerifierConfig.of(BackupPlace.of(host, HostPath.of(directory.toString())));

        assertThat(verify(unshown).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(verify(unshown.withTarget(BackupTarget.FILES_ALONE)).verdict())
                .isEqualTo(Verdict.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "status=FAILED, FAILED_BACKUP",
        "status=STARTED, UNFINISHED_BACKUP",
        "systemid=7000000000000000001, CONTRADICTION",
        "version=160001, CONTRADICTION",
        "begin_xlog=0/100100, CONTRADICTION",
        "end_xlog=0/100, CONTRADICTION",
        "timeline=2, CONTRADICTION",
        "end_wal=None, UNFINISHED_BACKUP",
        "parent_backup_id=20261101T000000, INCREMENTAL_BACKUP",
        "encryption=gpg, ENCRYPTED",
        "'tablespaces=[(\"it''s\", 16999, ''/x'')]', MISSING_FILE"
    })
    void comparesWithWhatBarmanWroteDown(String line, FindingKind kind) throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C));

        assertThat(verify(config(info(""))).findings().kept()).isEmpty();
        assertThat(verify(config(info(line))).findings().counts()).containsKey(kind);
    }

    private BackupVerifierConfig config(BackupInfo info) {
        BackupPlace place =
                new BackupPlace(host, Optional.of(HostPath.of(directory.toString())), Map.of(), Optional.of(info));
        return BackupVerifierConfig.of(place).withWal(wal).withTime(() -> ArchiveInMemory.NOW);
    }

    private static BackupInfo info(String changed) throws IOException {
        String text =
                """
                status=DONE
                mode=postgres
                version=150019
                systemid=7361234567890123456
                timeline=1
                begin_wal=000000010000000000000001
                begin_xlog=0/100028
                end_wal=000000010000000000000001
                end_xlog=0/100100
                """;
        return BackupInfo.parse(new BackupId("20261120T120000"), text + changed + "\n", "backup.info", ZoneOffset.UTC);
    }
}
