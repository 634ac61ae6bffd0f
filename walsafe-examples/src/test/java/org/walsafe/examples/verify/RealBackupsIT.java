package org.walsafe.examples.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.codec.WalCodec;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.tck.Program;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.verify.BackupPlace;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupTarget;
import org.walsafe.verify.BackupVerifier;
import org.walsafe.verify.BackupVerifierConfig;
import org.walsafe.verify.DirectorySource;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Verdict;
import org.walsafe.verify.VerificationLevel;

/**
 * Backups that real servers made, and what {@code pg_verifybackup}'s own tests do to them: WalSafe's verdict, and that of
 * {@code pg_verifybackup} 15 beside it where it can read the backup.
 */
@RequiresRealPart({"pg_basebackup", "pg_verifybackup", "pg_waldump", "psql"})
class RealBackupsIT {

    private static final Map<PostgresRelease, Path> TARS = new EnumMap<>(PostgresRelease.class);
    private static final Map<PostgresRelease, Path> PLAIN = new EnumMap<>(PostgresRelease.class);

    /**
     * Where {@code pg_verifybackup} judges otherwise: it follows a link to what has the right content, wherever that is,
     * although a copy of the backup would be without it.
     */
    private static final Set<Scenario> JUDGED_OTHERWISE = EnumSet.of(Scenario.LINKED_FILE);

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    /** What is done to a whole backup. */
    enum Scenario {
        INTACT(Verdict.GOOD) {
            @Override
            void damage(Path backup) {}
        },
        EXTRA_FILE(Verdict.DAMAGE, FindingKind.EXTRA_FILE) {
            @Override
            void damage(Path backup) throws IOException {
                Files.writeString(backup.resolve("extra_file"), "extra");
            }
        },
        EXTRA_FILE_OF_A_TABLESPACE(Verdict.DAMAGE, FindingKind.EXTRA_FILE) {
            @Override
            void damage(Path backup) throws IOException {
                Files.writeString(tablespace(backup).resolve("extra_file"), "extra");
            }
        },
        MISSING_FILE(Verdict.DAMAGE, FindingKind.MISSING_FILE) {
            @Override
            void damage(Path backup) throws IOException {
                Files.delete(backup.resolve("pg_xact/0000"));
            }
        },
        MISSING_TABLESPACE(Verdict.DAMAGE, FindingKind.MISSING_FILE) {
            @Override
            void damage(Path backup) throws IOException {
                PathUtils.deleteDirectory(tablespace(backup));
            }
        },
        APPENDED_FILE(Verdict.DAMAGE, FindingKind.WRONG_SIZE) {
            @Override
            void damage(Path backup) throws IOException {
                Files.writeString(backup.resolve("PG_VERSION"), "15\nx");
            }
        },
        TRUNCATED_FILE(Verdict.DAMAGE, FindingKind.WRONG_SIZE) {
            @Override
            void damage(Path backup) throws IOException {
                Files.write(backup.resolve("pg_hba.conf"), new byte[0]);
            }
        },
        REPLACED_FILE(Verdict.DAMAGE, FindingKind.WRONG_CHECKSUM) {
            @Override
            void damage(Path backup) throws IOException {
                flip(backup.resolve("pg_xact/0000"), 100);
            }
        },
        EDITED_MANIFEST(Verdict.DAMAGE, FindingKind.INVALID_MANIFEST) {
            @Override
            void damage(Path backup) throws IOException {
                Path manifest = backup.resolve("backup_manifest");
                Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"Files\"", "\n\"Files\""));
            }
        },
        PIPE(Verdict.DAMAGE, FindingKind.NO_REGULAR_FILE) {
            @Override
            void damage(Path backup) {
                assertThat(Program.run(new ProcessBuilder(
                                        "mkfifo", backup.resolve("pipe").toString()))
                                .status())
                        .isZero();
            }
        },
        EMPTY_DIRECTORY(Verdict.GOOD) {
            @Override
            void damage(Path backup) throws IOException {
                Files.createDirectory(backup.resolve("pg_extra"));
                Files.delete(backup.resolve("pg_twophase"));
            }
        },
        CHANGED_SETTINGS(Verdict.GOOD) {
            @Override
            void damage(Path backup) throws IOException {
                Files.writeString(backup.resolve("postgresql.auto.conf"), "work_mem = '5MB'\n");
                Files.createFile(backup.resolve("standby.signal"));
            }
        },
        LINKED_FILE(Verdict.DAMAGE, FindingKind.NO_REGULAR_FILE) {
            @Override
            void damage(Path backup) throws IOException {
                Path file = backup.resolve("pg_xact/0000");
                Path elsewhere = backup.resolveSibling("elsewhere");
                Files.move(file, elsewhere);
                Files.createSymbolicLink(file, elsewhere);
            }
        },
        NO_MANIFEST(Verdict.CANNOT_TELL, FindingKind.NO_MANIFEST, FindingKind.WAL_NOT_READ) {
            @Override
            void damage(Path backup) throws IOException {
                Files.delete(backup.resolve("backup_manifest"));
            }
        },
        LEFTOVER_PID(Verdict.DAMAGE, FindingKind.EXTRA_FILE) {
            @Override
            void damage(Path backup) throws IOException {
                Files.writeString(backup.resolve("postmaster.pid"), "1\n");
            }
        },
        MISSING_WAL(Verdict.DAMAGE, FindingKind.LOST) {
            @Override
            void damage(Path backup) throws IOException {
                for (Path segment : segments(backup)) {
                    Files.delete(segment);
                }
            }
        },
        GARBAGE_FOR_WAL(Verdict.DAMAGE) {
            @Override
            void damage(Path backup) throws IOException {
                Path first = segments(backup).get(0);
                try (RandomAccessFile file = new RandomAccessFile(first.toFile(), "rw")) {
                    file.seek(60); // within the first record
                    file.write(new byte[300]);
                }
            }
        };

        private final Verdict verdict;

        @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
        private final List<FindingKind> kinds;

        Scenario(Verdict verdict, FindingKind... kinds) {
            this.verdict = verdict;
            this.kinds = List.of(kinds);
        }

        abstract void damage(Path backup) throws IOException;
    }

    @BeforeAll
    static void backUp() throws Exception {
        for (PostgresRelease release : EnumSet.range(PostgresRelease.V13_23, PostgresRelease.V18_6)) {
            Path tars = Files.createDirectory(shared.resolve(release.name()));
            try (EmbeddedPostgres postgres = EmbeddedPostgres.builder(release)
                    .segmentMegabytes(1)
                    .setting("wal_level", "replica")
                    .create()) {
                postgres.start();
                Path space = postgres.createDirectory("space");
                postgres.execute("create tablespace space location '" + space + "'");
                postgres.execute("create table t (x int) tablespace space");
                postgres.execute("insert into t select generate_series(1, 1000)");
                postgres.execute("create table u as select repeat('x', 100) from generate_series(1, 20000)");
                if (release.isAtLeast(PostgresRelease.V15_19)) {
                    backUpOnTheServer(postgres, space.resolveSibling("backup"));
                    PathUtils.copyDirectory(space.resolveSibling("backup"), tars);
                } else {
                    streamBackup(postgres, tars);
                }
            }
            TARS.put(release, tars);
            PLAIN.put(release, unpack(tars, shared.resolve(release.name() + "-plain")));
        }
    }

    @AfterAll
    static void forget() {
        TARS.clear();
        PLAIN.clear();
    }

    /** {@code pg_basebackup} 15 takes backups of older servers, but not of newer ones. */
    private static void streamBackup(EmbeddedPostgres postgres, Path target) {
        ProcessBuilder baseBackup = new ProcessBuilder(
                RealParts.path("pg_basebackup").toString(),
                "--pgdata=" + target,
                "--format=tar",
                "--wal-method=fetch",
                "--checkpoint=fast",
                "--no-password",
                "--dbname=host=127.0.0.1 port=" + postgres.port() + " user=" + EmbeddedPostgres.SUPERUSER);
        baseBackup.environment().put("PGPASSWORD", postgres.password());
        Program program = Program.run(baseBackup);
        assertThat(program.status()).as(program.toString()).isZero();
    }

    /** Servers from 15 on write the tar files themselves, and psql of any version can tell them to. */
    private static void backUpOnTheServer(EmbeddedPostgres postgres, Path target) {
        ProcessBuilder psql = new ProcessBuilder(
                RealParts.path("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--dbname=host=127.0.0.1 port=" + postgres.port() + " user=" + EmbeddedPostgres.SUPERUSER + " dbname="
                        + EmbeddedPostgres.SUPERUSER + " replication=database",
                "--command=BASE_BACKUP (LABEL 'test', CHECKPOINT 'fast', WAL true, MANIFEST 'yes', TABLESPACE_MAP true,"
                        + " TARGET 'server', TARGET_DETAIL '" + target + "')");
        psql.environment().put("PGPASSWORD", postgres.password());
        Program program = Program.run(psql); // takes the server's tale of its progress for a failure
        assertThat(target.resolve("backup_manifest")).as(program.toString()).isNotEmptyFile();
    }

    private static Path unpack(Path tars, Path target) throws IOException {
        Files.createDirectory(target);
        Files.copy(tars.resolve("backup_manifest"), target.resolve("backup_manifest"));
        try (Stream<Path> files = Files.list(tars)) {
            for (Path tar :
                    files.filter(file -> file.toString().endsWith(".tar")).toList()) {
                String name = String.valueOf(tar.getFileName()).replace(".tar", "");
                Path directory = name.equals("base")
                        ? target
                        : target.resolve("pg_tblspc").resolve(name);
                unpackOne(tar, Files.createDirectories(directory));
            }
        }
        return target;
    }

    private static void unpackOne(Path tar, Path directory) throws IOException {
        try (InputStream in = Files.newInputStream(tar);
                TarArchiveInputStream entries = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path path = directory.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isFile() && !entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.copy(entries, path);
                }
            }
        }
    }

    static Stream<Arguments> everyScenario() {
        return PLAIN.keySet().stream()
                .flatMap(release -> Stream.of(Scenario.values()).map(scenario -> Arguments.of(release, scenario)));
    }

    @ParameterizedTest
    @MethodSource("everyScenario")
    void everyDamageIsNamed(PostgresRelease release, Scenario scenario) throws IOException {
        Path backup = temporary.resolve("backup");
        PathUtils.copyDirectory(PLAIN.get(release), backup);
        scenario.damage(backup);

        BackupReport report = verify(backup, BackupTarget.CONSISTENCY);

        assertThat(report.verdict()).as(report.findings().toString()).isEqualTo(scenario.verdict);
        assertThat(report.findings().kept())
                .extracting(finding -> finding.kind())
                .containsAll(scenario.kinds);
        if (release == PostgresRelease.V15_19) {
            Program theirs = Program.run(
                    new ProcessBuilder(RealParts.path("pg_verifybackup").toString(), "--quiet", backup.toString()));
            boolean alike = !JUDGED_OTHERWISE.contains(scenario);
            assertThat(theirs.status() == 0)
                    .as(theirs.toString())
                    .isEqualTo((scenario.verdict == Verdict.GOOD) == alike);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V1[3-8].*")
    void tarFilesAreReadAsTheyAre(PostgresRelease release) throws IOException {
        BackupReport whole = verify(TARS.get(release), BackupTarget.FILES_ALONE);
        assertThat(whole.findings().kept()).isEmpty();
        assertThat(whole.files()).isGreaterThan(900);

        Path backup = temporary.resolve("backup");
        PathUtils.copyDirectory(TARS.get(release), backup);
        Path tar = backup.resolve("base.tar");
        flip(tar, contentOf("PG_VERSION", tar));
        assertThat(verify(backup, BackupTarget.FILES_ALONE).verdict()).isEqualTo(Verdict.DAMAGE);
    }

    @Test
    void aForeignFileBesideTarFilesIsNamed() throws IOException {
        Path backup = temporary.resolve("backup");
        PathUtils.copyDirectory(TARS.get(PostgresRelease.V18_6), backup);
        Files.writeString(backup.resolve("notes.txt"), "foreign");

        assertThat(verify(backup, BackupTarget.FILES_ALONE).findings().counts())
                .containsOnlyKeys(FindingKind.EXTRA_FILE);
    }

    @ParameterizedTest
    @CsvSource({"GZIP, .gz", "LZ4, .lz4", "ZSTD, .zst"})
    void compressedTarFilesAreReadAsTheyAre(WalCodec codec, String suffix) throws IOException {
        Path backup = Files.createDirectory(temporary.resolve("backup"));
        try (Stream<Path> files = Files.list(TARS.get(PostgresRelease.V18_6))) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".tar")) {
                    try (OutputStream out = Files.newOutputStream(backup.resolve(name + suffix));
                            OutputStream compressed = codec.encode(out, 1)) {
                        Files.copy(file, compressed);
                    }
                } else {
                    Files.copy(file, backup.resolve(name));
                }
            }
        }

        BackupReport report = verify(backup, BackupTarget.FILES_ALONE);

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.files()).isGreaterThan(900);
    }

    @Test
    void aFileOfTheSameSizePassesWhereContentIsNotLookedAt() throws IOException {
        Path backup = temporary.resolve("backup");
        PathUtils.copyDirectory(PLAIN.get(PostgresRelease.V15_19), backup);
        Scenario.REPLACED_FILE.damage(backup);

        assertThat(new BackupVerifier(config(backup).withLevel(VerificationLevel.RECORDS))
                        .verify()
                        .verdict())
                .isEqualTo(Verdict.GOOD);
        assertThat(new BackupVerifier(config(backup).withIgnored(Set.of("pg_xact")))
                        .verify()
                        .verdict())
                .isEqualTo(Verdict.GOOD);
    }

    @Test
    void theManifestOfAnotherClusterIsFoundOut() throws IOException {
        Path backup = temporary.resolve("backup");
        PathUtils.copyDirectory(PLAIN.get(PostgresRelease.V18_6), backup);
        Files.copy(
                PLAIN.get(PostgresRelease.V15_19).resolve("global/pg_control"),
                Files.createDirectories(temporary.resolve("other")).resolve("pg_control"));
        Files.delete(backup.resolve("global/pg_control"));
        Files.copy(temporary.resolve("other/pg_control"), backup.resolve("global/pg_control"));

        assertThat(verify(backup, BackupTarget.FILES_ALONE).findings().counts())
                .containsKeys(FindingKind.CONTRADICTION, FindingKind.WRONG_CHECKSUM);
    }

    /** Since 18 clusters have data checksums unless they are told not to. */
    @Test
    void pagesAreCheckedWithoutAManifest() throws IOException {
        Path backup = temporary.resolve("backup");
        PathUtils.copyDirectory(PLAIN.get(PostgresRelease.V18_6), backup);
        Files.delete(backup.resolve("backup_manifest"));

        BackupReport whole = verify(backup, BackupTarget.FILES_ALONE);
        assertThat(whole.verdict()).as(whole.findings().toString()).isEqualTo(Verdict.GOOD);
        assertThat(whole.pages()).isGreaterThan(2000);

        flip(backup.resolve("base/1/1259"), 8192 + 4000);
        assertThat(verify(backup, BackupTarget.FILES_ALONE).findings().counts()).containsKey(FindingKind.PAGE_CHECKSUM);
    }

    private static BackupReport verify(Path backup, BackupTarget target) throws IOException {
        return new BackupVerifier(config(backup).withTarget(target)).verify();
    }

    private static BackupVerifierConfig config(Path backup) {
        LocalHost host = new LocalHost();
        HostPath directory = HostPath.of(backup.toString());
        return BackupVerifierConfig.of(BackupPlace.of(host, directory))
                .withWal(new DirectorySource(host, directory.child("pg_wal")));
    }

    private static Path tablespace(Path backup) throws IOException {
        try (Stream<Path> spaces = Files.list(backup.resolve("pg_tblspc"))) {
            return spaces.findFirst().orElseThrow();
        }
    }

    private static List<Path> segments(Path backup) throws IOException {
        try (Stream<Path> files = Files.list(backup.resolve("pg_wal"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).length() == 24)
                    .sorted()
                    .toList();
        }
    }

    /** Where a file's bytes begin: those between one file and the next are read by nobody. */
    private static long contentOf(String name, Path tar) throws IOException {
        try (TarFile entries = new TarFile(tar)) {
            return entries.getEntries().stream()
                    .filter(entry -> entry.getName().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getDataOffset();
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(offset);
            int old = content.read();
            content.seek(offset);
            content.write(old ^ 1);
        }
    }
}
