package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/**
 * A Barman that keeps segments in gzip, behind a real {@code sshd}, and two data directories for those who restore from it: one
 * for {@code barman-wal-restore}, one for {@code walsafe}. For one thread.
 */
final class RestoreStage implements Closeable {

    private static final String SERVER = "main";
    private static final int HASH_DIGITS = 16;
    private static final int CONTROL_VERSION_OF_15 = 1300;

    private final Path directory;
    private final LoopbackSshd sshd;
    private final List<SegmentName> segments;

    private RestoreStage(Path directory, LoopbackSshd sshd, List<SegmentName> segments) {
        this.directory = directory;
        this.sshd = sshd;
        this.segments = segments;
    }

    /** Whether this machine has what it needs. */
    static boolean isPossible() {
        return LoopbackSshd.isThere()
                && Programs.find("barman").isPresent()
                && Programs.find("barman-wal-restore").isPresent();
    }

    /** Starts it, with so many segments in the archive. */
    static RestoreStage in(Path directory, int segments) throws IOException, InterruptedException {
        Path written = Files.createDirectory(directory.resolve("written"));
        new LogOfNoops().write(written, segments);
        List<SegmentName> names = LongStream.rangeClosed(1, segments)
                .mapToObj(number -> WalGeometry.DEFAULT.segmentNumbered(TimelineId.FIRST, number))
                .toList();
        for (String part : List.of("base", "errors", "incoming", "streaming", "wals")) {
            Files.createDirectories(catalogue(directory).resolve(part));
        }
        for (SegmentName name : names) {
            archive(written.resolve(name.text()), directory);
        }
        LoopbackSshd sshd = LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")));
        RestoreStage stage = new RestoreStage(directory, sshd, names);
        stage.writeBarmanConfiguration();
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path ssh = Files.writeString(
                bin.resolve("ssh"), "#!/bin/sh\nexec /usr/bin/ssh -F " + sshd.clientConfig() + " \"$@\"\n");
        if (!ssh.toFile().setExecutable(true)) {
            throw new IOException(ssh + " cannot be made executable");
        }
        dataDirectory(stage.barmanData());
        dataDirectory(stage.walsafeData());
        return stage;
    }

    private static Path catalogue(Path directory) {
        return directory.resolve("barman").resolve(SERVER);
    }

    private static void archive(Path segment, Path directory) throws IOException {
        String name = String.valueOf(segment.getFileName());
        Path hashed = catalogue(directory).resolve("wals").resolve(name.substring(0, HASH_DIGITS));
        Files.createDirectories(hashed);
        try (OutputStream file = Files.newOutputStream(hashed.resolve(name));
                OutputStream encoder = WalCodec.GZIP.encode(file, 1)) {
            Files.copy(segment, encoder);
        }
        Files.delete(segment);
    }

    private void writeBarmanConfiguration() throws IOException {
        String nobody = "host=127.0.0.1 port=1 user=nobody dbname=none";
        Files.write(
                configuration(),
                List.of(
                        "[barman]",
                        "barman_user = " + System.getProperty("user.name"),
                        "barman_home = " + directory.resolve("barman"),
                        "log_file = " + directory.resolve("barman.log"),
                        "[" + SERVER + "]",
                        "description = benchmark",
                        "conninfo = " + nobody,
                        "streaming_conninfo = " + nobody,
                        "backup_method = postgres",
                        "archiver = on",
                        "compression = gzip"));
    }

    /** Makes as much of one of PostgreSQL 15 as {@code walsafe} looks at. */
    static Path dataDirectory(Path data) throws IOException {
        Files.createDirectories(data.resolve("pg_wal"));
        Files.createDirectories(data.resolve("global"));
        ByteBuffer control = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        control.putLong(LogOfNoops.SYSTEM_IDENTIFIER)
                .putInt(CONTROL_VERSION_OF_15)
                .putInt(202209061)
                .putInt(228, WalGeometry.DEFAULT.segmentSize().bytes());
        Files.write(data.resolve("global/pg_control"), control.array());
        return data;
    }

    private Path configuration() {
        return directory.resolve("barman.conf");
    }

    /** Where {@code barman-wal-restore} works. */
    Path barmanData() {
        return directory.resolve("barman-data");
    }

    /** Where {@code walsafe} works. */
    Path walsafeData() {
        return directory.resolve("walsafe-data");
    }

    /** The archived segments, oldest first. */
    List<SegmentName> segments() {
        return segments;
    }

    /** A {@code restore_command} by {@code barman-wal-restore}. */
    String barmanCommand(String options) {
        return "PATH=" + word(directory.resolve("bin")) + ":$PATH barman-wal-restore " + options + " --spool-dir "
                + word(directory.resolve("spool")) + ' ' + operands() + " %f %p";
    }

    /** One by {@code walsafe restore}. */
    String walsafeCommand(String options) throws IOException {
        return walsafe("restore", options) + " %f %p";
    }

    /** One by what {@code walsafe restore-script} prints, which is stored. */
    String scriptCommand(String options) throws IOException, InterruptedException {
        Path script = directory.resolve("restore.sh");
        ShellWork.of(directory, walsafe("restore-script", options) + " >" + word(script))
                .run(1);
        return "/bin/sh " + word(script) + " %f %p";
    }

    private String walsafe(String subcommand, String options) throws IOException {
        return word(WalsafeHome.path().resolve("bin/walsafe")) + ' ' + subcommand + ' ' + options + " --ssh-config "
                + word(sshd.clientConfig()) + ' ' + operands();
    }

    /** The option that lets {@code walsafe} read Barman's directory. */
    String catalogueOption() {
        return "--catalogue " + word(catalogue(directory));
    }

    private String operands() {
        return "-U " + ShellWord.quote(System.getProperty("user.name")) + " -c " + word(configuration()) + ' '
                + LoopbackSshd.ALIAS + ' ' + SERVER;
    }

    private static String word(Path path) {
        return ShellWord.quote(path.toString());
    }

    @Override
    public void close() throws IOException {
        endPrefetchers();
        sshd.close();
    }

    private void endPrefetchers() throws IOException {
        Path spools = directory.resolve("walsafe-data.walsafe-spool");
        if (!Files.isDirectory(spools)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(spools)) {
            for (Path spool : all) {
                endPrefetcher(spool.resolve("prefetcher"));
            }
        }
    }

    private static void endPrefetcher(Path note) throws IOException {
        try {
            long pid = Long.parseLong(Files.readString(note).strip());
            if (pid != ProcessHandle.current().pid()) {
                ProcessHandle.of(pid).ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
                });
            }
        } catch (NoSuchFileException endedByItself) {
            return;
        }
    }
}
