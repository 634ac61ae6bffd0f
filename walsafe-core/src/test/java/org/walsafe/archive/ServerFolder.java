package org.walsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** A data directory and a WAL safe directory, and the {@code sh} gate run in them as PostgreSQL runs it. */
final class ServerFolder {

    final Path data;
    final Path safe;

    ServerFolder(Path root) throws IOException {
        this(root, "wal_safe");
    }

    ServerFolder(Path root, String safeName) throws IOException {
        data = root.resolve("data");
        safe = root.resolve(safeName);
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        Files.createDirectories(data.resolve("global"));
        Files.createDirectory(safe, mode("rwx------"));
    }

    static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    Path wal(WalFileName name) {
        return data.resolve("pg_wal").resolve(name.text());
    }

    HostPath walPath(WalFileName name) {
        return HostPath.of(wal(name).toString());
    }

    HostPath safePath() {
        return HostPath.of(safe.toString());
    }

    void offer(WalFileName name, byte[] content) throws IOException {
        Files.write(wal(name), content);
    }

    Path marker(WalFileName name) {
        return safe.resolve(name + ".done");
    }

    void mark(WalFileName name, String content) throws IOException {
        Files.write(marker(name), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    void writeControlFile(SystemIdentifier cluster) throws IOException {
        byte[] control = ByteBuffer.allocate(8192)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(cluster.value())
                .array();
        Files.write(data.resolve("global/pg_control"), control);
    }

    /** What a run of the gate left: its exit status and the lines on its standard error. */
    record Answer(int status, List<String> lines) {}

    /** Runs a command in the data directory, standard input empty, as PostgreSQL's archiver does. */
    Answer run(List<String> command, String... environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.start();
        try (InputStream stderr = process.getErrorStream()) {
            String text = new String(stderr.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the gate does not end: " + command);
            }
            return new Answer(process.exitValue(), text.lines().toList());
        }
    }

    /** Everything in the WAL safe directory, with content. */
    List<String> registry() throws IOException {
        List<String> entries = new ArrayList<>();
        try (var paths = Files.walk(safe)) {
            for (Path path : paths.sorted().toList()) {
                String content = Files.isRegularFile(path)
                        ? new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        : "";
                entries.add(path + " "
                        + Files.readAttributes(path, "unix:mode,ino", LinkOption.NOFOLLOW_LINKS) + " "
                        + content);
            }
        }
        return entries;
    }
}
