package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.Sha256;

/** Verifying a backup's files, beside {@code pg_verifybackup}; all files are in the page cache. */
final class VerifyBackupContest {

    private static final int FILES = 1024;
    private static final int FILE_BYTES = 4 << 20;
    private static final double AS_FAST = 1;
    private static final double TWO_THREADS = 1 / 1.7;

    private static final String LABEL = "START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\n";

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
        writeBackup(backup, algorithm);
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

    private static void writeBackup(Path backup, String algorithm) throws IOException {
        Files.createDirectories(backup.resolve("global"));
        Files.createDirectories(backup.resolve("files"));
        StringBuilder manifest = new StringBuilder("{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n");
        add("PG_VERSION", "15\n".getBytes(StandardCharsets.US_ASCII), backup, algorithm, manifest);
        add("backup_label", LABEL.getBytes(StandardCharsets.US_ASCII), backup, algorithm, manifest.append(",\n"));
        add("global/pg_control", control(), backup, algorithm, manifest.append(",\n"));
        byte[] content = new byte[FILE_BYTES];
        new Random(1).nextBytes(content);
        for (int i = 0; i < FILES; i++) {
            content[i] ^= 1;
            add("files/" + i, content, backup, algorithm, manifest.append(",\n"));
        }
        manifest.append("\n],\n\"WAL-Ranges\": [\n],\n");
        String sum = Sha256.of(manifest.toString().getBytes(StandardCharsets.US_ASCII))
                .hex();
        Files.writeString(backup.resolve("backup_manifest"), manifest + "\"Manifest-Checksum\": \"" + sum + "\"}\n");
    }

    private static void add(String path, byte[] content, Path backup, String algorithm, StringBuilder manifest)
            throws IOException {
        Files.write(backup.resolve(path), content);
        manifest.append("{ \"Path\": \"")
                .append(path)
                .append("\", \"Size\": ")
                .append(content.length)
                .append(", \"Last-Modified\": \"2026-11-20 12:00:00 GMT\", \"Checksum-Algorithm\": \"")
                .append(algorithm)
                .append("\", \"Checksum\": \"")
                .append(sum(content, algorithm))
                .append("\" }");
    }

    /** A control file of PostgreSQL 15, as far as {@link ControlFile} reads it. */
    private static byte[] control() {
        byte[] content = new byte[ControlFile.BYTES];
        ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        fields.putLong(7_361_234_567_890_123_456L).putInt(1300).putInt(202209061);
        fields.putInt(48, 1);
        fields.putInt(216, 8192).putInt(220, 131_072).putInt(224, 8192).putInt(228, 16 << 20);
        CRC32C crc = new CRC32C();
        crc.update(content, 0, 288);
        fields.putInt(288, (int) crc.getValue());
        return content;
    }

    private static String sum(byte[] content, String algorithm) {
        if (algorithm.equals("SHA256")) {
            return Sha256.of(content).hex();
        }
        CRC32C crc = new CRC32C();
        crc.update(content);
        return String.format("%08x", Integer.reverseBytes((int) crc.getValue()));
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
