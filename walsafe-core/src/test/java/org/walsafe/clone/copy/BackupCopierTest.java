package org.walsafe.clone.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.walsafe.clone.copy.BackupInCatalogue.LARGE_TABLE;
import static org.walsafe.clone.copy.BackupInCatalogue.SPACE;
import static org.walsafe.clone.copy.BackupInCatalogue.SPACE_TABLE;
import static org.walsafe.clone.copy.BackupInCatalogue.TABLE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.io.file.PathUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.codec.WalCodec;
import org.walsafe.tck.FaultyHost;
import org.walsafe.wal.SystemIdentifier;

class BackupCopierTest {

    private static final CopyLimits LIMITS =
            new CopyLimits(2, OptionalLong.empty(), Duration.ofMinutes(1), Duration.ofSeconds(20));

    @TempDir
    Path directory;

    private final CuttableHost host = new CuttableHost();
    private Path target;
    private Path space;
    private BackupInCatalogue backup;

    @BeforeEach
    void makeBackup() throws IOException {
        backup = new BackupInCatalogue(directory);
        target = Files.createDirectory(directory.resolve("here")).resolve("main");
        space = directory.resolve("a \"space\"/it's one");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private CopyRequest request(ExistingData existing) throws IOException {
        return new CopyRequest(
                host, backup.source(), target, Map.of(SPACE, space), existing, LIMITS, CopyProgress.NONE);
    }

    private CopyReport copyAndPublish() throws IOException {
        return copyAndPublish(ExistingData.REFUSE);
    }

    private CopyReport copyAndPublish(ExistingData existing) throws IOException {
        try (StagedCopy copy = new BackupCopier().copy(request(existing))) {
            copy.publish();
            return copy.report();
        }
    }

    private void assertCopied() throws IOException {
        for (Map.Entry<String, byte[]> file : backup.files.entrySet()) {
            assertThat(target.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        assertThat(target.resolve("an empty directory")).isEmptyDirectory();
        assertThat(target.resolve("pg_wal"))
                .isDirectoryNotContaining("glob:**.partial")
                .isDirectory();
        assertThat(target.resolve("pg_wal/000000010000000000000001")).doesNotExist();
        assertThat(target.resolve("pg_replslot")).isEmptyDirectory();
        assertThat(target.resolve("postmaster.pid")).doesNotExist();
        assertThat(target.resolve("tablespace_map")).doesNotExist();
        assertThat(Files.readSymbolicLink(target.resolve("pg_tblspc/16400"))).isEqualTo(space);
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            assertThat(tree.filter(path -> String.valueOf(path.getFileName()).startsWith(Place.PREFIX)))
                    .isEmpty();
        }
    }

    private static void assertFails(CopyFailure failure, ThrowingCallable copying) {
        assertThatThrownBy(copying).isInstanceOfSatisfying(CopyFailedException.class, e -> assertThat(e.failure())
                .isEqualTo(failure));
    }

    @Test
    void copiesFilesWithAManifest() throws IOException {
        backup.plain();
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.filesCopied()).isEqualTo(backup.files.size() + 1L);
        assertThat(report.verifiedBy())
                .containsEntry(VerifiedBy.MANIFEST, (long) backup.files.size())
                .containsEntry(VerifiedBy.SOURCE_HASH, 1L);
        assertThat(report.skipped())
                .contains("postmaster.pid", "tablespace_map", "base/5/pg_internal.init", "pg_replslot/one");
    }

    @Test
    void copiesFilesWithoutAManifestByHashesOfBothSides() throws IOException {
        backup.files.put("base/5/two\nlines \\ and \"quotes\"", new byte[10]);
        backup.plainWithoutManifest();
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.verifiedBy()).containsOnly(Map.entry(VerifiedBy.SOURCE_HASH, (long) backup.files.size()));
    }

    @Test
    void copiesFromAnAccountThatRunsNoCommands() throws IOException {
        backup.files.put("base/5/two\nlines", new byte[10]);
        backup.plainWithoutManifest();
        host.withoutCommands();
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.verifiedBy()).containsOnly(Map.entry(VerifiedBy.SECOND_READING, (long) backup.files.size()));
    }

    @ParameterizedTest
    @CsvSource({"NONE,''", "GZIP,.gz", "LZ4,.lz4", "ZSTD,.zst"})
    void copiesTarFiles(WalCodec codec, String suffix) throws IOException {
        backup.tars(codec, suffix).manifest();
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.verifiedBy()).containsOnly(Map.entry(VerifiedBy.MANIFEST, (long) backup.files.size()));
    }

    @Test
    void copiesTarFilesWithoutAManifestByTheHashOfTheWhole() throws IOException {
        backup.tars(WalCodec.GZIP, ".gz");
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.verifiedBy()).containsOnly(Map.entry(VerifiedBy.SOURCE_HASH, (long) backup.files.size()));
    }

    @Test
    void keepsModesAsFarAsPostgreSqlAllowsThem() throws IOException {
        backup.plain();
        Files.setPosixFilePermissions(backup.data(TABLE), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(backup.data("an empty directory"), PosixFilePermissions.fromString("rwxrwxrwx"));
        copyAndPublish();
        assertThat(mode(target)).isEqualTo("rwx------");
        assertThat(mode(target.resolve(TABLE))).isEqualTo("rw-r-----");
        assertThat(mode(target.resolve("an empty directory"))).isEqualTo("rwxr-x---");
    }

    @Test
    void leavesADirectoryThatTheGroupMayReadAsItWasPrepared() throws IOException {
        backup.plain();
        Files.createDirectory(target);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-x---"));
        copyAndPublish();
        assertCopied();
        assertThat(mode(target)).isEqualTo("rwxr-x---");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void followsALinkToTheDataDirectoryAndLeavesItInPlace() throws IOException {
        backup.plain();
        Path real = Files.createDirectory(directory.resolve("real"));
        Files.createSymbolicLink(target, real);
        copyAndPublish();
        assertCopied();
        assertThat(target).isSymbolicLink();
        assertThat(real.resolve("PG_VERSION")).exists();
    }

    @Test
    void refusesADirectoryThatHoldsFilesAndLeavesThem() throws IOException {
        backup.plain();
        BackupInCatalogue.write(target.resolve("mine"), new byte[1]);
        assertFails(CopyFailure.TARGET_NOT_EMPTY, this::copyAndPublish);
        assertThat(target).isDirectoryContaining("glob:**/mine");
    }

    @Test
    void replacesWhatIsThereOnlyWhenAsked() throws IOException {
        backup.plain();
        BackupInCatalogue.write(target.resolve("mine"), new byte[1]);
        BackupInCatalogue.write(space.resolve("PG_15_202209061/5/old"), new byte[1]);
        BackupInCatalogue.write(space.resolve("PG_16_202307071/5/another cluster's"), new byte[1]);
        copyAndPublish(ExistingData.REPLACE);
        assertCopied();
        assertThat(target.resolve("mine")).doesNotExist();
        assertThat(space.resolve("PG_15_202209061/5/old")).doesNotExist();
        assertThat(space.resolve("PG_16_202307071/5/another cluster's")).exists();
    }

    @Test
    void neverWritesBesideALiveServer() throws IOException {
        backup.plain();
        BackupInCatalogue.write(
                target.resolve("postmaster.pid"),
                BackupInCatalogue.ascii(ProcessHandle.current().pid() + "\n"));
        assertFails(CopyFailure.TARGET_IN_USE, () -> copyAndPublish(ExistingData.REPLACE));
        assertThat(target.resolve("postmaster.pid")).exists();
    }

    @Test
    void doesNotPublishWhereAServerWasStartedMeanwhile() throws IOException {
        backup.plain();
        try (StagedCopy copy = new BackupCopier().copy(request(ExistingData.REPLACE))) {
            BackupInCatalogue.write(
                    target.resolve("postmaster.pid"),
                    BackupInCatalogue.ascii(ProcessHandle.current().pid() + "\n"));
            assertFails(CopyFailure.TARGET_IN_USE, copy::publish);
            assertThat(target.resolve("PG_VERSION")).doesNotExist();
        }
    }

    @Test
    void excludesASecondCopyIntoTheSameTarget() throws IOException {
        backup.plain();
        try (StagedCopy copy = new BackupCopier().copy(request(ExistingData.REFUSE))) {
            assertFails(CopyFailure.TARGET_IN_USE, this::copyAndPublish);
            copy.publish();
        }
        assertCopied();
    }

    @Test
    void refetchesOnlyWhatDiffersFromTheTargetWhateverTheTimesSay() throws IOException {
        backup.plain();
        copyAndPublish();
        byte[] changed = backup.bytes(24576);
        Files.write(target.resolve(TABLE), changed);
        Files.setLastModifiedTime(target.resolve(TABLE), Files.getLastModifiedTime(backup.data(TABLE)));
        Files.setLastModifiedTime(target.resolve(LARGE_TABLE), FileTime.fromMillis(0));
        CopyReport report = copyAndPublish(ExistingData.REPLACE);
        assertCopied();
        assertThat(report.filesCopied()).isEqualTo(1);
        assertThat(report.bytesCopied()).isEqualTo(24576);
        assertThat(report.filesKept()).isEqualTo(backup.files.size());
    }

    @Test
    void leavesTheTargetAsItWasUntilTheCopyIsPublished() throws IOException {
        backup.plain();
        copyAndPublish();
        byte[] changed = backup.bytes(24576);
        Files.write(target.resolve(TABLE), changed);
        try (StagedCopy copy = new BackupCopier().copy(request(ExistingData.REPLACE))) {
            assertThat(target.resolve(TABLE)).hasBinaryContent(changed);
            copy.abandon();
        }
        assertThat(target.resolve(TABLE)).hasBinaryContent(changed);
        assertNothingLeft();
    }

    @Test
    void doesNotPublishLinksToFilesThatSomebodyWroteToMeanwhile() throws IOException {
        backup.plain();
        copyAndPublish();
        try (StagedCopy copy = new BackupCopier().copy(request(ExistingData.REPLACE))) {
            Files.write(target.resolve(TABLE), backup.bytes(24576));
            Files.setLastModifiedTime(target.resolve(TABLE), FileTime.fromMillis(0));
            assertFails(CopyFailure.TARGET_IN_USE, copy::publish);
        }
    }

    @Test
    void goesOnWithWhatAnEarlierAttemptLeft() throws IOException {
        backup.plain();
        Path large = backup.data(LARGE_TABLE);
        byte[] right = Files.readAllBytes(large);
        Files.delete(large);
        Files.write(large, backup.bytes(right.length));
        assertFails(CopyFailure.DAMAGED_BACKUP, this::copyAndPublish);
        Files.write(large, right);
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.filesCopied() + report.filesKept()).isEqualTo(backup.files.size() + 1L);
    }

    @Test
    void fetchesOnlyTheRestOfALargeFile() throws IOException {
        backup.plain();
        Path staging = directory.resolve("here/.walsafe-clone-main/new/main");
        BackupInCatalogue.write(
                staging.resolve(LARGE_TABLE),
                Arrays.copyOf(backup.files.get(LARGE_TABLE), BackupInCatalogue.LARGE - 1000));
        host.beforeEachCommand(command -> assertThat(command.words()).isNotEmpty());
        copyAndPublish();
        assertCopied();
    }

    @Test
    void goesOnAfterALostConnection() throws IOException {
        backup.plain();
        host.cutOnceAfter(BackupInCatalogue.LARGE + 100_000L);
        CopyReport report = copyAndPublish();
        assertCopied();
        assertThat(report.interruptions()).isEqualTo(1);
        assertThat(report.bytesCopied()).isEqualTo(sizeOfBackup());
    }

    private long sizeOfBackup() throws IOException {
        long size = Files.size(backup.data("backup_manifest"));
        for (byte[] content : backup.files.values()) {
            size += content.length;
        }
        return size;
    }

    @Test
    void findsOneFlippedByteByTheManifest() throws IOException {
        backup.plain();
        byte[] content = backup.files.get(TABLE).clone();
        content[12345] ^= 1;
        Files.write(backup.data(TABLE), content);
        assertThatThrownBy(this::copyAndPublish)
                .hasMessageContaining(TABLE)
                .hasMessageContaining("manifest")
                .isInstanceOfSatisfying(
                        CopyFailedException.class, e -> assertThat(e.failure()).isEqualTo(CopyFailure.DAMAGED_BACKUP));
        assertThat(target).doesNotExist();
    }

    @Test
    void findsOneFlippedByteWithinATarFile() throws IOException {
        backup.manifest();
        backup.files.get(TABLE)[12345] ^= 1;
        backup.tars(WalCodec.GZIP, ".gz");
        assertFails(CopyFailure.DAMAGED_BACKUP, this::copyAndPublish);
    }

    @Test
    void findsATarFileThatIsCutShort() throws IOException {
        backup.tars(WalCodec.GZIP, ".gz");
        Path tar = backup.data("base.tar.gz");
        byte[] content = Files.readAllBytes(tar);
        Files.write(tar, Arrays.copyOf(content, content.length - 9));
        assertFails(CopyFailure.DAMAGED_BACKUP, this::copyAndPublish);
    }

    @ParameterizedTest
    @CsvSource({"base/5/16384", "pg_tblspc/16400/PG_15_202209061/5/16401", "global/pg_control"})
    void findsAFileThatIsMissing(String path) throws IOException {
        backup.plain();
        Files.delete(backup.place(path));
        assertFails(CopyFailure.DAMAGED_BACKUP, this::copyAndPublish);
    }

    @Test
    void findsAFileThatNoManifestLists() throws IOException {
        backup.plain();
        BackupInCatalogue.write(backup.data("base/5/99999"), new byte[10]);
        assertFails(CopyFailure.DAMAGED_BACKUP, this::copyAndPublish);
    }

    @Test
    void refusesTheBackupOfAnotherCluster() throws IOException {
        backup.plain();
        BackupCopySource source = backup.source();
        CopyRequest other = new CopyRequest(
                host,
                new BackupCopySource(
                        source.name(),
                        source.form(),
                        source.dataDirectory(),
                        source.tablespaces(),
                        source.version(),
                        Optional.of(new SystemIdentifier(4711))),
                target,
                Map.of(SPACE, space),
                ExistingData.REFUSE,
                LIMITS,
                CopyProgress.NONE);
        assertFails(CopyFailure.DAMAGED_BACKUP, () -> new BackupCopier().copy(other));
    }

    @Test
    void saysThatABackupWasDeletedWhileItWasCopied() throws IOException {
        backup.plain();
        host.beforeEachCommand(command -> {
            if (command.words().contains("cat")) {
                try {
                    PathUtils.deleteDirectory(backup.directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        assertFails(CopyFailure.BACKUP_CHANGED, this::copyAndPublish);
        assertThat(target).doesNotExist();
    }

    @Test
    void refusesLinksInABackup() throws IOException {
        backup.plain();
        Files.createSymbolicLink(backup.data("base/5/link"), backup.data("PG_VERSION"));
        assertFails(CopyFailure.HOSTILE_BACKUP, this::copyAndPublish);
    }

    @ParameterizedTest
    @CsvSource({"../../evil", "/tmp/evil", "base/../../evil", "base//evil", "base/./evil"})
    void refusesTarEntriesThatLeadElsewhere(String name) throws IOException {
        backup.tars(WalCodec.GZIP, ".gz", tar -> put(tar, name));
        assertFails(CopyFailure.HOSTILE_BACKUP, this::copyAndPublish);
        try (Stream<Path> tree = Files.walk(directory)) {
            assertThat(tree.filter(path -> path.endsWith("evil"))).isEmpty();
        }
    }

    private static void put(TarArchiveOutputStream tar, String name) {
        try {
            BackupInCatalogue.put(tar, name, new byte[3]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(LinkKind.class)
    void refusesTarEntriesThatAreLinks(LinkKind kind) throws IOException {
        backup.tars(WalCodec.GZIP, ".gz", tar -> {
            try {
                TarArchiveEntry entry = new TarArchiveEntry("base/5/link", kind.flag);
                entry.setLinkName("/etc/passwd");
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertFails(CopyFailure.HOSTILE_BACKUP, this::copyAndPublish);
    }

    enum LinkKind {
        SYMBOLIC(TarArchiveEntry.LF_SYMLINK),
        HARD(TarArchiveEntry.LF_LINK),
        DEVICE(TarArchiveEntry.LF_CHR),
        PIPE(TarArchiveEntry.LF_FIFO);

        private final byte flag;

        LinkKind(byte flag) {
            this.flag = flag;
        }
    }

    @Test
    void leavesTheTargetAsItWasWhenItCannotBePutInPlace() throws IOException {
        backup.plain();
        BackupInCatalogue.write(target.resolve("mine"), new byte[1]);
        try (StagedCopy copy = new BackupCopier().copy(request(ExistingData.REPLACE))) {
            Path departures = directory.resolve("here/.walsafe-clone-main/old");
            Files.createDirectory(departures); // in the way
            assertFails(CopyFailure.TARGET_UNWRITABLE, copy::publish);
        }
        assertThat(target.resolve("mine")).exists();
        assertThat(target.resolve("PG_VERSION")).doesNotExist();
        assertThat(space.resolve("PG_15_202209061")).doesNotExist();
        copyAndPublish(ExistingData.REPLACE);
        assertCopied();
        assertThat(SPACE_TABLE).isNotEmpty();
    }

    @Test
    void givesUpWhenTheSourceStaysUnreachable() throws IOException {
        backup.plain();
        CopyRequest request = request(ExistingData.REFUSE);
        FaultyHost faulty = new FaultyHost(host);
        faulty.failAfter(2);
        CopyRequest impatient = new CopyRequest(
                faulty,
                request.backup(),
                target,
                request.tablespaces(),
                ExistingData.REFUSE,
                new CopyLimits(2, OptionalLong.empty(), Duration.ofMinutes(1), Duration.ZERO),
                CopyProgress.NONE);
        assertFails(CopyFailure.SOURCE_UNREACHABLE, () -> new BackupCopier().copy(impatient));
    }
}
