package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.walsafe.wal.Sha256;

/** Verifies an archive and a backup that hold next to nothing: what is wrong with them takes the same classes as millions of files. */
final class VerifyRehearsal {

    private static final String MANIFEST =
            """
            { "PostgreSQL-Backup-Manifest-Version": 1,
            "Files": [
            { "Path": "PG_VERSION", "Size": 3, "Last-Modified": "2026-11-20 12:00:00 GMT", "Checksum-Algorithm": "CRC32C", "Checksum": "00000000" },
            { "Path": "base/1/1", "Size": 0, "Last-Modified": "2026-11-20 12:00:00 GMT", "Checksum-Algorithm": "SHA256", "Checksum": "00" }
            ],
            "WAL-Ranges": [
            { "Timeline": 1, "Start-LSN": "0/100028", "End-LSN": "0/100100" }
            ],
            """;

    private VerifyRehearsal() {}

    static void run(Path directory, Terminal terminal) throws IOException {
        Path archive = Files.createDirectory(directory.resolve("archive"));
        Rehearsal.writeSegment(archive.resolve("000000010000000000000001"), 1);
        Rehearsal.writeSegment(archive.resolve("000000010000000000000003"), 3);
        Main.run(new String[] {"verify", "archive", "--archive", archive.toString()}, terminal);

        Path backup = Files.createDirectory(directory.resolve("backup"));
        Files.writeString(backup.resolve("PG_VERSION"), "15\n");
        Files.createDirectories(backup.resolve("base/1"));
        Files.createFile(backup.resolve("base/1/1"));
        String sum = Sha256.of(MANIFEST.getBytes(StandardCharsets.US_ASCII)).hex();
        Files.writeString(backup.resolve("backup_manifest"), MANIFEST + "\"Manifest-Checksum\": \"" + sum + "\"}\n");
        Main.run(new String[] {"verify", "backup", "--wal", archive.toString(), backup.toString()}, terminal);
    }
}
