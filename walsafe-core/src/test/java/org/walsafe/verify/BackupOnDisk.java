package org.walsafe.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.FileNameText;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestText;

/** A small backup of a PostgreSQL 15 cluster with data checksums and segments of 1 MiB, for tests. */
final class BackupOnDisk {

    static final String TABLE = "base/5/16384";
    static final String SPACE_TABLE = "pg_tblspc/16400/PG_15_202209061/5/16401";

    private final Path directory;
    final Map<String, byte[]> files = new TreeMap<>();

    BackupOnDisk(Path directory) throws IOException {
        this.directory = directory;
        files.put("PG_VERSION", ascii("15\n"));
        files.put("global/pg_control", control());
        files.put(
                "backup_label",
                ascii("START WAL LOCATION: 0/100028 (file 000000010000000000000001)\nCHECKPOINT LOCATION: 0/100060\n"));
        files.put("postgresql.conf", ascii("port = 5432\n"));
        files.put(TABLE, pages(3));
        files.put("base/5/16384_fsm", pages(1));
        files.put("base/5/empty", new byte[0]);
        files.put(SPACE_TABLE, pages(2));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** That of a real cluster, made one of this archive's identifier and segment size. */
    private static byte[] control() throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(BackupOnDisk.class.getResourceAsStream("/control-samples/15.gz")))) {
            byte[] content = in.readAllBytes();
            ByteBuffer fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            fields.putLong(0, ArchiveInMemory.CLUSTER.value()).putInt(228, 1 << 20);
            CRC32C crc = new CRC32C();
            crc.update(content, 0, 288);
            fields.putInt(288, (int) crc.getValue());
            return content;
        }
    }

    /** Pages with right checksums; the last one is unused. */
    private static byte[] pages(int count) {
        byte[] content = new byte[count * 8192];
        for (int number = 0; number < count - 1; number++) {
            byte[] page = new byte[8192];
            ByteBuffer fields = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
            fields.putInt(4, 77).putShort(12, (short) 24).putShort(14, (short) 8000);
            page[8100] = (byte) number;
            fields.putShort(8, (short) new PageChecksum(8192).of(page, number));
            System.arraycopy(page, 0, content, number * 8192, page.length);
        }
        return content;
    }

    ManifestText manifest(ManifestAlgorithm algorithm) {
        ManifestText manifest = new ManifestText();
        files.forEach((path, content) -> manifest.file(path, content, algorithm));
        return manifest;
    }

    Path write() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        return directory;
    }

    Path writeWith(ManifestText manifest) throws IOException {
        write("backup_manifest", manifest.whole().getBytes(StandardCharsets.UTF_8));
        return write();
    }

    void write(String path, byte[] content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** A file whose name is not UTF-8. */
    static Path inLatin1(Path directory, String name) {
        StringBuilder uri = new StringBuilder(directory.toUri().toString());
        for (byte b : name.getBytes(StandardCharsets.ISO_8859_1)) {
            uri.append(String.format("%%%02X", b));
        }
        return Path.of(URI.create(uri.toString()));
    }

    /** The same in tar files, as PostgreSQL orders them: the control file last. */
    Path writeTars(WalCodec codec, String suffix, ManifestText manifest) throws IOException {
        write("base.tar" + suffix, tar(codec, ""));
        write("16400.tar" + suffix, tar(codec, "pg_tblspc/16400/"));
        write("backup_manifest", manifest.whole().getBytes(StandardCharsets.UTF_8));
        return directory;
    }

    /** A tar file of files that are not among those of the manifest. */
    byte[] tarOf(WalCodec codec, Map<String, byte[]> content) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream encoded = codec.encode(stored, 1);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(encoded)) {
            for (Map.Entry<String, byte[]> file : content.entrySet()) {
                put(tar, file.getKey(), file.getValue());
            }
        }
        return stored.toByteArray();
    }

    private byte[] tar(WalCodec codec, String prefix) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream encoded = codec.encode(stored, 1);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(encoded, StandardCharsets.ISO_8859_1.name())) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                boolean isHere = prefix.isEmpty() != file.getKey().startsWith("pg_tblspc/");
                if (isHere && !file.getKey().equals("global/pg_control")) {
                    put(tar, file.getKey().substring(prefix.length()), file.getValue());
                }
            }
            if (prefix.isEmpty()) {
                put(tar, "global/pg_control", files.get("global/pg_control"));
            }
        }
        return stored.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(new String(FileNameText.bytes(name), StandardCharsets.ISO_8859_1));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
