package org.walsafe.clone.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.HostPath;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestText;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.SystemIdentifier;

/** A small backup of a PostgreSQL 15 cluster with one tablespace, as Barman keeps it, for tests. */
final class BackupInCatalogue {

    static final String TABLE = "base/5/16384";
    static final String LARGE_TABLE = "base/5/16390";
    static final String SPACE_TABLE = "pg_tblspc/16400/PG_15_202209061/5/16401";
    static final long SPACE = 16400;
    static final int LARGE = 9 << 20;

    final Path directory;
    final Map<String, byte[]> files = new TreeMap<>();
    private final Random random = new Random(7);

    BackupInCatalogue(Path parent) throws IOException {
        this.directory = Files.createDirectories(parent.resolve("barman home/it's/base/20261120T193709"));
        files.put("PG_VERSION", ascii("15\n"));
        files.put("global/pg_control", control());
        files.put("backup_label", ascii("START WAL LOCATION: 0/100028 (file 000000010000000000000001)\n"));
        files.put("postgresql.conf", ascii("port = 5432\n"));
        files.put(TABLE, bytes(24576));
        files.put(LARGE_TABLE, bytes(LARGE));
        files.put("base/5/empty", new byte[0]);
        files.put("base/5/a name with 'quotes'", bytes(100));
        for (int i = 0; i < 40; i++) {
            files.put("base/1/" + i, bytes(8192));
        }
        files.put(SPACE_TABLE, bytes(16384));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return content;
    }

    private static byte[] control() throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(BackupInCatalogue.class.getResourceAsStream("/control-samples/15.gz")))) {
            return in.readAllBytes();
        }
    }

    SystemIdentifier cluster() {
        return ControlFile.parse(Objects.requireNonNull(files.get("global/pg_control")))
                .systemIdentifier();
    }

    /** The files in directories, with what a running server leaves, with a manifest of PostgreSQL's. */
    BackupInCatalogue plain() throws IOException {
        return plainWithoutManifest().manifest();
    }

    BackupInCatalogue plainWithoutManifest() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(place(file.getKey()), file.getValue());
        }
        Files.createDirectories(data("an empty directory"));
        Files.createDirectories(data("pg_tblspc"));
        Files.createSymbolicLink(data("pg_tblspc/16400"), directory.resolve("16400"));
        write(data("postmaster.pid"), ascii("1\n"));
        write(data("pg_wal/000000010000000000000001"), bytes(100));
        write(data("pg_replslot/one/state"), bytes(100));
        write(data("base/5/pg_internal.init"), bytes(100));
        write(data("tablespace_map"), ascii("16400 /elsewhere\n"));
        return this;
    }

    BackupInCatalogue manifest() throws IOException {
        ManifestText manifest = new ManifestText();
        files.forEach((path, content) -> manifest.file(path, content, ManifestAlgorithm.CRC32C));
        write(data("backup_manifest"), manifest.whole().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The files in tar files. */
    BackupInCatalogue tars(WalCodec codec, String suffix) throws IOException {
        return tars(codec, suffix, tar -> {});
    }

    BackupInCatalogue tars(WalCodec codec, String suffix, Consumer<TarArchiveOutputStream> extra) throws IOException {
        write(data("base.tar" + suffix), tar(codec, "", extra));
        write(data("16400.tar" + suffix), tar(codec, "pg_tblspc/16400/", tar -> {}));
        return this;
    }

    private byte[] tar(WalCodec codec, String prefix, Consumer<TarArchiveOutputStream> extra) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream encoded = codec.encode(stored, 1);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(encoded)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                if (prefix.isEmpty() != file.getKey().startsWith("pg_tblspc/")) {
                    put(tar, file.getKey().substring(prefix.length()), file.getValue());
                }
            }
            if (prefix.isEmpty()) {
                TarArchiveEntry empty = new TarArchiveEntry("./an empty directory/");
                empty.setMode(040750);
                tar.putArchiveEntry(empty);
                tar.closeArchiveEntry();
                TarArchiveEntry link = new TarArchiveEntry("pg_tblspc/16400", TarArchiveEntry.LF_SYMLINK);
                link.setLinkName("/elsewhere");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
                put(tar, "tablespace_map", ascii("16400 /elsewhere\n"));
            }
            extra.accept(tar);
        }
        return stored.toByteArray();
    }

    static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setMode(0100640);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    Path data(String path) {
        return directory.resolve("data").resolve(path);
    }

    /** Where a file of the backup is kept. */
    Path place(String path) {
        return path.startsWith("pg_tblspc/16400/")
                ? directory.resolve("16400").resolve(path.substring("pg_tblspc/16400/".length()))
                : data(path);
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    BackupCopySource source() throws IOException {
        boolean tar;
        try (Stream<Path> entries = Files.list(directory.resolve("data"))) {
            tar = entries.anyMatch(entry -> BackupTarName.isBase(String.valueOf(entry.getFileName())));
        }
        return new BackupCopySource(
                "backup 20261120T193709",
                tar ? BackupForm.TAR : BackupForm.PLAIN,
                HostPath.of(data("").toString()),
                Map.of(SPACE, HostPath.of(directory.resolve("16400").toString())),
                OptionalInt.of(150018),
                Optional.of(cluster()));
    }
}
