package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.host.ShellWord;

/** Verifying a backup's files, beside {@code pg_verifybackup}; all files are in the page cache. */
final class VerifyBackupContest {

    private static final int FILES = 1024;
    private static final int FILE_BYTES = 4 << 20;
    private static final double AS_FAST = 1;
    private static final double TWO_THREADS = 1 / 1.7;

    private VerifyBackupContest() {}

    /** A backup with a manifest of CRC-32C, beside {@code pg_verifybackup}. */
    static Contest crc32cIn(Path directory) throws IOException {
        return manifestIn(directory, "CRC32C");
    }

    /** A backup with a manifest of SHA-256, beside {@code pg_verifybackup}. */
    static Contest sha256In(Path directory) throws IOException {
        return manifestIn(directory, "SHA256");
    }

    private static Contest manifestIn(Path directory, String algorithm) throws IOException {
        Path backup = Files.createDirectory(directory.resolve("backup"));
        BackupOfRandomFiles.write(backup, algorithm, FILES, FILE_BYTES);
        return new Contest(
                "A manifest with " + algorithm + ", beside pg_verifybackup",
                "1024 files of 4 MiB; no WAL. The whole process, its start included.",
                5,
                1,
                List.of(
                        PostgresPrograms.side(
                                "`pg_verifybackup --no-parse-wal`",
                                "pg_verifybackup",
                                directory,
                                " --quiet --no-parse-wal " + word(backup)),
                        verifyBackup("`walsafe verify backup`, one thread", directory, backup, 1)
                                .atMost(AS_FAST),
                        verifyBackup("`walsafe verify backup`, two threads", directory, backup, 2)
                                .atMost(TWO_THREADS)));
    }

    private static Side.Ready verifyBackup(String name, Path directory, Path backup, int threads) throws IOException {
        return Side.of(
                name,
                ShellWork.of(
                        directory,
                        word(WalsafeHome.path().resolve("bin/walsafe")) + " verify backup --no-wal --threads " + threads
                                + " " + word(backup)));
    }

    private static String word(Path path) {
        return ShellWord.quote(path.toString());
    }
}
