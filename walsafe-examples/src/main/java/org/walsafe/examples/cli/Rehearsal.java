package org.walsafe.examples.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.HostPath;
import org.walsafe.wal.PostgresMajor;

/**
 * Runs the commands of every WAL file, or those that verify, once, so that a JVM can store the classes they load.
 *
 * <p>Part of packaging; see {@code assemble.sh}.
 */
final class Rehearsal {

    private static final String ATTESTED = "000000010000000000000001";
    private static final String UNATTESTED = "000000010000000000000002";
    private static final String OVER_SSH = "000000010000000000000003";
    private static final String HOOKED = "000000010000000000000004";
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final long SYSTEM_IDENTIFIER = 1;

    private Rehearsal() {}

    /**
     * Works in the directory {@code arguments[0]}, which has a WAL safe directory {@code registry}. What to rehearse
     * is said by {@code arguments[1]}: the {@code gate}, {@code verify}, or {@code every} command of a WAL file, over SSH as well.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String directory = arguments[0];
        String registry = "--registry=" + Path.of(directory, "registry").toUri();
        Terminal terminal = new Terminal(System.out, System.err);
        if (arguments[1].equals("verify")) {
            VerifyRehearsal.run(Path.of(directory), terminal);
            return;
        }
        String[] attested = {"confirm", registry, "--archived-in", directory, ATTESTED};
        String[] unattested = {"confirm", registry, UNATTESTED};

        writeSegment(Path.of(directory, ATTESTED), 1);
        writeSegment(Path.of(directory, UNATTESTED), 2);
        confirmBetweenGates(registry, Path.of(directory, ATTESTED), attested, terminal);
        confirmBetweenGates(registry, Path.of(directory, UNATTESTED), unattested, terminal);
        if (!arguments[1].equals(GateCommand.NAME)) {
            Path data = dataDirectory(directory);
            restore(data, terminal, "--archive", directory, ATTESTED);
            if (LoopbackSshd.isThere()) {
                overSsh(Path.of(directory), data, terminal);
            }
        }
    }

    private static void overSsh(Path directory, Path data, Terminal terminal) throws InterruptedException {
        try (LoopbackSshd sshd = LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")))) {
            confirmOverSsh(directory, sshd, terminal);
            restoreOverSsh(directory, data, sshd, terminal);
        } catch (IOException | IllegalStateException e) {
            terminal.complain("rehearsal", e); // an sshd that lets nobody in costs time at the start, and no more
        }
    }

    /** As much of one as {@code restore} looks at. */
    private static Path dataDirectory(String directory) throws IOException {
        Path data = Path.of(directory, "data");
        Files.createDirectories(data.resolve("global"));
        Files.createDirectories(data.resolve("pg_wal"));
        ByteBuffer control = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
        control.putLong(SYSTEM_IDENTIFIER).putInt(1300).putInt(202209061).putInt(228, SEGMENT_BYTES);
        Files.write(data.resolve("global/pg_control"), control.array());
        return data;
    }

    private static void restore(Path data, Terminal terminal, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("pg_wal/RECOVERYXLOG");
        require(
                ExitStatus.DONE,
                RestoreCommand.run(all.toArray(String[]::new), HostPath.of(data.toString()), terminal));
    }

    /** From Barman's catalogue, and from a {@code barman} that has the same files. */
    private static void restoreOverSsh(Path directory, Path data, LoopbackSshd sshd, Terminal terminal)
            throws IOException {
        Path hashed = Files.createDirectories(directory.resolve("main/wals").resolve(ATTESTED.substring(0, 16)));
        writeSegment(hashed.resolve(ATTESTED), 1);
        sshd.installProgram("barman", "for name; do :; done; exec cat " + directory + "/$name");
        String[] destination = {
            "--ssh-config",
            sshd.clientConfig().toString(),
            "--user",
            System.getProperty("user.name"),
            LoopbackSshd.ALIAS,
            "main",
            ATTESTED
        };
        restore(data, terminal, destination);
        restore(
                data,
                terminal,
                Stream.concat(Stream.of("--catalogue", directory + "/main"), Stream.of(destination))
                        .toArray(String[]::new));
    }

    private static void confirmBetweenGates(String registry, Path segment, String[] confirm, Terminal terminal) {
        String[] gate = {
            "gate", registry, segment.toString(), segment.getFileName().toString()
        };
        require(ExitStatus.NO, Main.run(gate, terminal));
        require(ExitStatus.DONE, Main.run(confirm, terminal));
        require(ExitStatus.DONE, Main.run(gate, terminal));
    }

    private static void confirmOverSsh(Path directory, LoopbackSshd sshd, Terminal terminal) throws IOException {
        String uri = "ssh://localhost:" + sshd.port() + directory.resolve("registry") + "?IdentityFile="
                + sshd.identity() + "&UserKnownHostsFile=" + sshd.knownHosts();
        require(ExitStatus.DONE, Main.run(new String[] {"confirm", "--registry", uri, OVER_SSH}, terminal));
        Path hooked = directory.resolve(HOOKED);
        writeSegment(hooked, 4);
        require(ExitStatus.DONE, HookCommand.run(new String[] {"--registry", uri}, asBarmanArchived(hooked), terminal));
    }

    /** What Barman says of a file that it has archived. */
    private static Map<String, String> asBarmanArchived(Path file) {
        return Map.of(
                "BARMAN_HOOK", "archive_retry_script",
                "BARMAN_PHASE", "post",
                "BARMAN_RETRY", "1",
                "BARMAN_SERVER", "main",
                "BARMAN_SEGMENT", HOOKED,
                "BARMAN_FILE", file.toString(),
                "BARMAN_ERROR", "");
    }

    /** A segment of the first timeline, as far as its header goes. */
    static void writeSegment(Path path, int number) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) PostgresMajor.V9_3.pageMagic())
                .putShort((short) 2) // a long header
                .putInt(1) // the timeline
                .putLong((long) number * SEGMENT_BYTES) // the address of the page
                .putLong(0)
                .putLong(SYSTEM_IDENTIFIER)
                .putInt(SEGMENT_BYTES)
                .putInt(8192);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(header.array());
            file.setLength(SEGMENT_BYTES);
        }
    }

    private static void require(ExitStatus expected, int status) {
        if (status != expected.code()) {
            throw new IllegalStateException("the rehearsal ended with " + status + ", not " + expected.code());
        }
    }
}
