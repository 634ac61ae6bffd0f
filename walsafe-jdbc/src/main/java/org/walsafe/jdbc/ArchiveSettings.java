package org.walsafe.jdbc;

import java.util.Optional;

/**
 * How a server archives.
 *
 * <p>Immutable and thread-safe. {@link #toString()} leaves the archive command out: people put passwords there.
 *
 * @param mode whether it archives
 * @param command the shell command that archives a WAL file; empty where none is set and where the server does not archive
 * @param library the module that archives instead of a shell command (15 and newer)
 * @since 0.1.0
 */
public record ArchiveSettings(ArchiveMode mode, Optional<String> command, Optional<String> library) {

    @Override
    public String toString() {
        return "archive_mode " + mode
                + command.map(text -> ", an archive_command").orElse("")
                + library.map(text -> ", an archive_library").orElse("");
    }
}
