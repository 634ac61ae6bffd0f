package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * A segment of 16 MB as PostgreSQL 9.3 offers it to its {@code archive_command}, and a WAL safe directory for its marker.
 *
 * @param data the data directory, where the command runs
 * @param registry the WAL safe directory
 */
record OfferedSegment(Path data, Path registry) {

    static final String NAME = "0000000100000000000000A1";

    private static final int BYTES = 16 << 20;
    private static final long SYSTEM_IDENTIFIER = 7361234567890123456L;

    /** Writes it. */
    static OfferedSegment in(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("pg_xlog"));
        Path registry = Files.createDirectory(
                directory.resolve("wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        OfferedSegment offered = new OfferedSegment(data, registry);
        Files.write(offered.file(), content(0xA1));
        return offered;
    }

    /** Writes the first segments of a cluster into a directory. */
    static void writeRow(Path directory, int count) throws IOException {
        for (int number = 0; number < count; number++) {
            Files.write(directory.resolve(ManyMarkers.name(number).text()), content(number));
        }
    }

    /** The segment. */
    Path file() {
        return data.resolve(path());
    }

    /** What {@code %p} becomes. */
    String path() {
        return "pg_xlog/" + NAME;
    }

    /** Where its marker goes. */
    Path marker() {
        return registry.resolve(NAME + ".done");
    }

    /** A confirmation that attests its cluster and its size. */
    Confirmation attested() {
        return confirmation(Evidence.NONE);
    }

    /** A confirmation that attests its SHA-256, too. */
    Confirmation attestedBySha256() throws IOException {
        return confirmation(Evidence.NONE.withSha256(Sha256.of(Files.readAllBytes(file()))));
    }

    private static Confirmation confirmation(Evidence known) {
        return Confirmation.attested(
                WalFileName.parse(NAME),
                known.withKind(EvidenceKind.IDENTICAL)
                        .withSystemIdentifier(new SystemIdentifier(SYSTEM_IDENTIFIER))
                        .withSize(BYTES)
                        .withConfirmer("barman:main@backup1", Instant.parse("2026-11-20T19:33:29Z")));
    }

    /** A long page header, and then what takes its room on any disk. */
    private static byte[] content(int number) {
        byte[] bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) PostgresMajor.V9_3.pageMagic())
                .putShort((short) 2) // a long header
                .putInt(1) // the timeline
                .putLong((long) number * BYTES) // the address of the page
                .putLong(0)
                .putLong(SYSTEM_IDENTIFIER)
                .putInt(BYTES)
                .putInt(8192);
        return bytes;
    }
}
