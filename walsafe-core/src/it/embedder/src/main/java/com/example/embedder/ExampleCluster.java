package com.example.embedder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What WalSafe looks at in a PostgreSQL 9.3 data directory, made of real segments, with an archive that holds copies of
 * them and an empty WAL safe directory.
 */
record ExampleCluster(Path dataDirectory, Path archive, Path walSafeDirectory, List<String> segments) {

    private static final int SYSTEM_IDENTIFIER_IN_SEGMENT = 24;

    static ExampleCluster of(List<Path> gzippedSegments) throws IOException {
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "cluster");
        Path data = directory.resolve("data");
        Path archiveStatus = Files.createDirectories(data.resolve("pg_xlog/archive_status"));
        Path archive = Files.createDirectory(directory.resolve("archive"));
        Path walSafe = Files.createDirectory(
                directory.resolve("wal_safe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        List<String> names = new ArrayList<>();
        for (Path gzipped : gzippedSegments) {
            String name = gzipped.getFileName().toString().replace(".gz", "");
            byte[] content = unpacked(gzipped);
            Files.write(data.resolve("pg_xlog").resolve(name), content);
            Files.write(archive.resolve(name), content);
            Files.createFile(archiveStatus.resolve(name + ".ready"));
            writeControlFile(data, content);
            names.add(name);
        }
        return new ExampleCluster(data, archive, walSafe, names);
    }

    private static byte[] unpacked(Path gzipped) throws IOException {
        try (InputStream content = new GZIPInputStream(Files.newInputStream(gzipped))) {
            return content.readAllBytes();
        }
    }

    /** The system identifier comes first in {@code pg_control}. */
    private static void writeControlFile(Path data, byte[] segment) throws IOException {
        Files.createDirectories(data.resolve("global"));
        byte[] identifier =
                Arrays.copyOfRange(segment, SYSTEM_IDENTIFIER_IN_SEGMENT, SYSTEM_IDENTIFIER_IN_SEGMENT + Long.BYTES);
        Files.write(data.resolve("global/pg_control"), Arrays.copyOf(identifier, 8192));
    }
}
