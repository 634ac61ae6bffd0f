package org.walsafe.examples.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * The files of a cluster: a temporary directory with the data directory, the server's log, and whatever else the server's
 * user must reach.
 *
 * @param release the release whose files they are
 * @param user the owner
 * @param top the temporary directory
 */
record ClusterDirectory(PostgresRelease release, ServerUser user, Path top) {

    private static final int LOG_LINES_SHOWN = 20;

    /** A new, empty one. */
    static ClusterDirectory create(PostgresRelease release, ServerUser user) throws IOException {
        Path top = Files.createTempDirectory("walsafe-server-");
        user.own(top);
        return new ClusterDirectory(release, user, top);
    }

    Path data() {
        return top.resolve("data");
    }

    Path log() {
        return top.resolve("server.log");
    }

    Path wal() {
        return data().resolve(release.walDirectoryName());
    }

    Path archiveStatus() {
        return wal().resolve("archive_status");
    }

    /** Creates a directory of the server's user, mode 0700. */
    Path createDirectory(String name) throws IOException {
        Path created = Files.createDirectory(
                top.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        user.own(created);
        return created;
    }

    /** Writes a file of the server's user, mode 0700 as a script needs it. */
    Path writeScript(String name, String content) throws IOException {
        Path script = Files.writeString(top.resolve(name), content);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        user.own(script);
        return script;
    }

    /** Writes a file of the data directory anew. */
    void write(String name, String content) throws IOException {
        user.own(Files.writeString(data().resolve(name), content));
    }

    /** Adds lines to a file of the data directory. */
    void append(String name, String lines) throws IOException {
        Files.writeString(data().resolve(name), lines, StandardOpenOption.APPEND);
    }

    /** The names of {@code directory} that end with {@code suffix}, without it. */
    static SortedSet<String> names(Path directory, String suffix) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .forEach(name -> names.add(name.substring(0, name.length() - suffix.length())));
        }
        return names;
    }

    /** The end of the server's log, for a message. */
    String endOfLog() {
        try (Stream<String> lines = Files.lines(log())) {
            List<String> all = lines.toList();
            return String.join(" | ", all.subList(Math.max(0, all.size() - LOG_LINES_SHOWN), all.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Gives a copied data directory the owner and the mode that PostgreSQL insists on. */
    void ownDataDirectory() throws IOException {
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> all = Files.walk(data())) {
            for (Path path : (Iterable<Path>) all::iterator) {
                user.own(path);
            }
        }
    }

    /** Removes everything. */
    void remove() throws IOException {
        PathUtils.deleteDirectory(top);
    }
}
