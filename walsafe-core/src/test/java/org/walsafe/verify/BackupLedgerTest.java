package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.verify.LedgerFile.Trust;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.wal.PostgresMajor;

/** What a ledger spares the verification of a backup, and what it does not. */
class BackupLedgerTest {

    private static final String FIRST = "000000010000000000000001";

    /** All files but those that say which backup this is, and the segment that it needs. */
    private static final int SPARED = 5 + 1;

    private final LocalHost host = new LocalHost();
    private final ArchiveInMemory wal = ArchiveInMemory.of(PostgresMajor.V15, FIRST, 2);

    @TempDir
    private Path temporary;

    private Path directory;
    private BackupOnDisk backup;

    @BeforeEach
    void makeBackup() throws IOException {
        directory = Files.createDirectory(temporary.resolve("backup"));
        backup = new BackupOnDisk(directory);
        backup.writeWith(backup.manifest(ManifestAlgorithm.CRC32C));
        assertThat(backup.files).hasSize(SPARED - 1 + 3);
    }

    private BackupVerifierConfig config() {
        return BackupVerifierConfig.of(BackupPlace.of(host, HostPath.of(directory.toString())))
                .withTime(() -> ArchiveInMemory.NOW)
                .withWal(wal);
    }

    private LedgerFile ledger(Trust trust) throws IOException {
        return LedgerFile.open(temporary.resolve("ledger"), "pg:/barman/pg", trust);
    }

    private BackupReport verify() throws IOException {
        return verify(config(), Trust.BELIEVE);
    }

    private BackupReport verify(BackupVerifierConfig config, Trust trust) throws IOException {
        try (LedgerFile ledger = ledger(trust)) {
            return new BackupVerifier(config.withLedger(ledger)).verify();
        }
    }

    private static List<String> found(BackupReport report) {
        return report.findings().kept().stream()
                .map(finding -> finding.kind() + " " + finding.subject())
                .toList();
    }

    @Test
    void sparesWhatHasNotChanged() throws IOException {
        BackupReport first = verify();
        assertThat(first.known()).isZero();

        BackupReport second = verify();
        assertThat(second.known()).isEqualTo(SPARED);
        assertThat(second.verdict()).isEqualTo(first.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(second.files()).isEqualTo(first.files());
        assertThat(second.reach()).isEqualTo(first.reach());
        assertThat(second.bytesRead()).isLessThan(first.bytesRead());

        assertThat(verify(config(), Trust.RECORD_ONLY).known()).isZero();
    }

    @Test
    void sparesNothingThatWasNotReadSoClosely() throws IOException {
        verify(config().withLevel(VerificationLevel.RECORDS), Trust.BELIEVE);
        assertThat(verify().known()).isZero();
        assertThat(verify().known()).isEqualTo(SPARED);
    }

    @Test
    void stillSeesWhatIsMissingTooMuchOrTooLong() throws IOException {
        verify();
        Files.delete(directory.resolve("postgresql.conf"));
        backup.write("extra", new byte[1]);
        backup.write(BackupOnDisk.TABLE, new byte[1]);
        wal.files.remove(FIRST);

        assertThat(found(verify()))
                .containsExactlyInAnyOrder(
                        "MISSING_FILE postgresql.conf",
                        "EXTRA_FILE extra",
                        "WRONG_SIZE " + BackupOnDisk.TABLE,
                        "LOST " + FIRST);
    }

    @Test
    void readsAFileThatAnotherHasTakenThePlaceOf() throws IOException {
        verify();
        Path file = directory.resolve(BackupOnDisk.TABLE);
        byte[] other = Files.readAllBytes(file);
        other[100] ^= 1;
        FileTime time = Files.getLastModifiedTime(file);
        Path beside = Files.write(directory.resolveSibling("beside"), other);
        Files.setLastModifiedTime(beside, time);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);

        BackupReport changed = verify();
        assertThat(changed.known()).isEqualTo(SPARED - 1);
        assertThat(found(changed)).containsExactly("WRONG_CHECKSUM " + BackupOnDisk.TABLE);
        assertThat(found(verify())).as("damage is never remembered as good").isEqualTo(found(changed));
    }

    @Test
    void readsAFileAgainThatTheManifestSumsOtherwiseNow() throws IOException {
        verify();
        byte[] other = backup.files.get(BackupOnDisk.TABLE).clone();
        other[100] ^= 1;
        BackupOnDisk listed = new BackupOnDisk(directory);
        listed.files.put(BackupOnDisk.TABLE, other);
        String manifest = listed.manifest(ManifestAlgorithm.CRC32C).whole();
        backup.write("backup_manifest", manifest.getBytes(StandardCharsets.US_ASCII));

        assertThat(found(verify())).containsExactly("WRONG_CHECKSUM " + BackupOnDisk.TABLE);
    }

    @Test
    void remembersNoFileThatNoManifestSums() throws IOException {
        backup.writeWith(backup.manifest(ManifestAlgorithm.NONE));
        verify();
        BackupReport second = verify();
        assertThat(second.known()).as("the segment").isEqualTo(1);
        assertThat(second.pages()).isEqualTo(6);
    }

    @Test
    void remembersFilesWithNamesOfAllKinds() throws IOException {
        for (String name : List.of("a\tb", "a\nb", "50%", "a+b c", "caf\u00e9")) {
            backup.files.put(name, new byte[3]);
        }
        BackupOnDisk escaped = new BackupOnDisk(directory);
        backup.files.forEach(
                (name, content) -> escaped.files.put(name.replace("\t", "\\t").replace("\n", "\\n"), content));
        backup.writeWith(escaped.manifest(ManifestAlgorithm.SHA256));

        assertThat(verify().findings().kept()).isEmpty();
        BackupReport second = verify();
        assertThat(second.known()).isEqualTo(SPARED + 5);
        try (LedgerFile ledger = ledger(Trust.BELIEVE)) {
            assertThat(ledger.broken()).isEmpty();
        }
    }

    @Test
    void keepsApartTheBackupsOfAServer() throws IOException {
        verify();
        Path other = temporary.resolve("other");
        BackupOnDisk another = new BackupOnDisk(Files.createDirectory(other));
        another.writeWith(another.manifest(ManifestAlgorithm.CRC32C));
        for (String path : new TreeSet<>(another.files.keySet())) {
            Files.delete(other.resolve(path));
            Files.createLink(other.resolve(path), directory.resolve(path));
        }

        assertThat(verify(config(), Trust.BELIEVE).known()).isEqualTo(SPARED);
        BackupVerifierConfig ofOther = BackupVerifierConfig.of(BackupPlace.of(host, HostPath.of(other.toString())))
                .withWal(wal);
        assertThat(verify(ofOther, Trust.BELIEVE).known()).isZero();
        assertThat(verify(ofOther, Trust.BELIEVE).known()).isEqualTo(SPARED);
        assertThat(verify().known()).isEqualTo(SPARED);
    }

    @Test
    void believesWhatTheArchivesVerificationSaidOfItsWalAndNotTheOtherWayRound() throws IOException {
        try (LedgerFile ledger = ledger(Trust.BELIEVE)) {
            new ArchiveVerifier(ArchiveVerifierConfig.of(wal).withLedger(ledger)).verify();
        }
        assertThat(verify().known()).isEqualTo(1);
        assertThat(verify().known()).isEqualTo(SPARED);

        Files.delete(temporary.resolve("ledger"));
        verify();
        try (LedgerFile ledger = ledger(Trust.BELIEVE)) {
            assertThat(new ArchiveVerifier(ArchiveVerifierConfig.of(wal).withLedger(ledger))
                            .verify()
                            .known())
                    .isZero();
        }
    }

    @Test
    void readsAllOfTheLogWhereATimeIsLookedForInIt() throws IOException {
        verify();
        BackupTarget time = new BackupTarget.AtTime(ArchiveInMemory.NOW);
        assertThat(found(verify(config().withTarget(time), Trust.BELIEVE)))
                .containsExactly("TARGET_OUT_OF_REACH " + time);
        assertThat(verify(config().withTarget(time), Trust.BELIEVE).known()).isEqualTo(SPARED - 1);
    }
}
