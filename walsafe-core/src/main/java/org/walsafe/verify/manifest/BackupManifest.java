package org.walsafe.verify.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.walsafe.wal.SystemIdentifier;

/**
 * What a base backup should hold, by its {@code backup_manifest}: both versions of the format (1: PostgreSQL 13 to 16; 2: 17 and
 * 18), as PostgreSQL and Barman (3.7) write it.
 *
 * <p>Takes some 200 bytes a file. Immutable and thread-safe.
 *
 * @param version the version of the format
 * @param systemIdentifier the cluster, which version 2 names
 * @param files the files, by their path below the data directory, one that is not UTF-8 in the way of
 *     {@link org.walsafe.host.FileNameText}; tablespaces are below {@code pg_tblspc}
 * @param walRanges the WAL that the backup needs
 * @since 0.1.0
 */
public record BackupManifest(
        int version,
        Optional<SystemIdentifier> systemIdentifier,
        Map<String, ManifestFile> files,
        List<ManifestWalRange> walRanges) {

    /** The name of the file, in the topmost directory of a backup. */
    public static final String FILE_NAME = "backup_manifest";

    /** Copies the list; the map is not copied, for it may be large, and must not be changed. */
    public BackupManifest {
        files = Collections.unmodifiableMap(files);
        walRanges = List.copyOf(walRanges);
    }

    /**
     * Reads a manifest to its end, and checks it by its own checksum.
     *
     * @param content the file; not closed
     * @return what it says
     * @throws InvalidManifestException where it is none, is damaged, or lists a path outside the backup
     * @throws IOException where the stream fails
     */
    public static BackupManifest read(InputStream content) throws IOException {
        return new ManifestReader(content).read();
    }
}
