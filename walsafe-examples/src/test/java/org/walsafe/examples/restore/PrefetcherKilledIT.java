package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** Two servers recover side by side through the script; whoever fetches ahead for them is killed again and again. */
class PrefetcherKilledIT {

    private static final int ROUNDS = 30;
    private static final int SEGMENTS_EACH = 4;

    private final Random random = new Random(20261121);

    @TempDir
    private Path temporary;

    /** A data directory of one cluster, as far as a {@code restore_command} looks into it, and its archive. */
    private final class Server {

        private final Path data;
        private final Path archive;
        private final SystemIdentifier cluster;
        private Path script = Path.of("");
        private int next = 1;

        Server(String name, long cluster) throws IOException {
            this.cluster = new SystemIdentifier(cluster);
            data = Files.createDirectories(temporary.resolve(name).resolve("data/pg_wal"))
                    .getParent();
            archive = Files.createDirectory(temporary.resolve(name).resolve("archive"));
            ByteBuffer control = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
            control.putLong(cluster).putInt(1300).putInt(202209061).putInt(228, SegmentSize.SMALLEST.bytes());
            Files.createDirectory(data.resolve("global"));
            Files.write(data.resolve("global/pg_control"), control.array());
            for (int number = 1; number <= ROUNDS * SEGMENTS_EACH; number++) {
                Files.write(archive.resolve(segment(number).text()), content(number));
            }
        }

        void generateScript() throws Exception {
            script = data.resolveSibling("restore.sh");
            assertThat(run(List.of(
                            "/bin/sh",
                            "-c",
                            System.getProperty("walsafe.home") + "/bin/walsafe restore-script -p 6 --archive " + archive
                                    + " >" + script)))
                    .isZero();
        }

        SegmentName segment(int number) {
            return SegmentName.parse(String.format("0000000100000000%08X", number));
        }

        byte[] content(int number) {
            return WalFixtures.segment(segment(number), cluster, PostgresMajor.V15, SegmentSize.SMALLEST);
        }

        void restoreNext() throws Exception {
            Path destination = data.resolve("pg_wal/RECOVERYXLOG");
            Files.deleteIfExists(destination);
            assertThat(run(List.of("/bin/sh", script.toString(), segment(next).text(), "pg_wal/RECOVERYXLOG")))
                    .isZero();
            assertThat(destination).hasBinaryContent(content(next));
            next++;
        }

        private int run(List<String> words) throws Exception {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            temporary.resolve("output").toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        }

        void killPrefetcher() throws IOException {
            Path spools = data.resolveSibling("data.walsafe-spool");
            if (Files.isDirectory(spools)) {
                try (Stream<Path> all = Files.list(spools)) {
                    for (Path spool : all.toList()) {
                        kill(spool.resolve("prefetcher"));
                    }
                }
            }
        }

        private void kill(Path note) throws IOException {
            try {
                ProcessHandle.of(Long.parseLong(Files.readString(note).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            } catch (NoSuchFileException endedByItself) {
                return;
            }
        }
    }

    private final List<Server> servers = new ArrayList<>();

    @AfterEach
    void killPrefetchers() throws IOException {
        for (Server server : servers) {
            server.killPrefetcher();
        }
    }

    @Test
    void neverADamagedOrForeignFileIsDelivered() throws Exception {
        servers.add(new Server("one", 7361234567890123456L));
        servers.add(new Server("two", 7361234567890123457L));
        for (Server server : servers) {
            server.generateScript();
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < SEGMENTS_EACH; i++) {
                boolean killed = random.nextInt(SEGMENTS_EACH) == i;
                for (Server server : servers) {
                    server.restoreNext();
                    if (killed) {
                        server.killPrefetcher();
                    }
                }
            }
        }
    }
}
