package org.walsafe.jdbc;

import java.util.Optional;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/**
 * What a PostgreSQL server said of itself and its archiving, at the moment when it was asked.
 *
 * <p>Immutable and thread-safe. Never blocks. {@link #toString()} leaves the archive command out: people put passwords there.
 *
 * @param versionNumber the setting {@code server_version_num}: 90305 is 9.3.5, 150019 is 15.19
 * @param systemIdentifier the cluster's identity; empty up to 9.5, where SQL does not tell it
 * @param segmentSize the size of its WAL segments
 * @param archiveMode whether it archives
 * @param archiveCommand the shell command that archives a WAL file; empty where none is set and where the server does not
 *     archive
 * @param archiveLibrary the module that archives instead of a shell command (15 and newer)
 * @since 0.1.0
 */
public record ServerInspection(
        int versionNumber,
        Optional<SystemIdentifier> systemIdentifier,
        SegmentSize segmentSize,
        ArchiveMode archiveMode,
        Optional<String> archiveCommand,
        Optional<String> archiveLibrary) {

    /** {@return the major version, or empty where this library does not know it} */
    public Optional<PostgresMajor> major() {
        return PostgresMajor.fromServerVersionNum(versionNumber);
    }

    @Override
    public String toString() {
        return "PostgreSQL " + versionNumber
                + ", system identifier "
                + systemIdentifier.map(SystemIdentifier::toString).orElse("not told")
                + ", segments of " + segmentSize
                + ", archive_mode " + archiveMode
                + archiveCommand.map(command -> ", an archive_command").orElse("")
                + archiveLibrary.map(library -> ", an archive_library").orElse("");
    }
}
