package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.Sha256;

/**
 * A base backup of PostgreSQL 15 with a manifest, as {@code pg_basebackup} leaves it, of files that no server has written.
 *
 * <p>For one thread. Blocks as long as the disk does.
 *
 * @since 0.1.0
 */
public final class BackupOfRandomFiles {

    private static final String LABEL = "START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\n";

    private final Path directory;
    private final String algorithm;
    private final StringBuilder manifest =
            new StringBuilder("{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n\"Files\": [\n");

    private BackupOfRandomFiles(Path directory, String algorithm) {
        this.directory = directory;
        this.algorithm = algorithm;
    }

    /**
     * Writes one: files of one size below {@code files}, and the few without which nothing is a backup.
     *
     * @param directory the data directory; may be there
     * @param algorithm {@code CRC32C} or {@code SHA256}
     * @param files how many
     * @param fileBytes the size of each, more than there are files
     * @throws IOException when it cannot be written
     */
    public static void write(Path directory, String algorithm, int files, int fileBytes) throws IOException {
        new BackupOfRandomFiles(directory, algorithm).write(files, fileBytes);
    }

    private void write(int files, int fileBytes) throws IOException {
        Files.createDirectories(directory.resolve("global"));
        Files.createDirectories(directory.resolve("files"));
        add("PG_VERSION", "15\n".getBytes(StandardCharsets.US_ASCII));
        manifest.append(",\n");
        add("backup_label", LABEL.getBytes(StandardCharsets.US_ASCII));
        manifest.append(",\n");
        add("postgresql.conf", "port = 5432\n".getBytes(StandardCharsets.US_ASCII));
        manifest.append(",\n");
        add("postgresql.auto.conf", new byte[0]);
        manifest.append(",\n");
        add("global/pg_control", control());
        byte[] content = new byte[fileBytes];
        new Random(1).nextBytes(content);
        for (int i = 0; i < files; i++) {
            content[i] ^= 1;
            manifest.append(",\n");
            add("files/" + i, content);
        }
        manifest.append("\n],\n\"WAL-Ranges\": [\n],\n");
        String sum = Sha256.of(manifest.toString().getBytes(StandardCharsets.US_ASCII))
                .hex();
        Files.writeString(directory.resolve("backup_manifest"), manifest + "\"Manifest-Checksum\": \"" + sum + "\"}\n");
    }

    private void add(String path, byte[] content) throws IOException {
        Files.write(directory.resolve(path), content);
        manifest.append("{ \"Path\": \"")
                .append(path)
                .append("\", \"Size\": ")
                .append(content.length)
                .append(", \"Last-Modified\": \"2026-11-20 12:00:00 GMT\", \"Checksum-Algorithm\": \"")
                .append(algorithm)
                .append("\", \"Checksum\": \"")
                .append(sum(content))
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

    private String sum(byte[] content) {
        if (algorithm.equals("SHA256")) {
            return Sha256.of(content).hex();
        }
        CRC32C crc = new CRC32C();
        crc.update(content);
        return String.format("%08x", Integer.reverseBytes((int) crc.getValue()));
    }
}
