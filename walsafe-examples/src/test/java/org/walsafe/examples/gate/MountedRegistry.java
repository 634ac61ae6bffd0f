package org.walsafe.examples.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;
import org.walsafe.wal.SegmentName;

/**
 * A WAL safe directory on a small disk of its own, for as long as one command runs. The mount is seen by that command alone
 * and goes with it, however it ends.
 */
final class MountedRegistry {

    /** What is wrong with the disk. */
    enum Disk {
        FULL("size=64k", "head -c 1000000 /dev/zero >\"$directory/filler\" 2>/dev/null"),
        WITHOUT_INODES(
                "nr_inodes=8",
                "touch \"$directory\"/filler1 \"$directory\"/filler2 \"$directory\"/filler3"
                        + " \"$directory\"/filler4 \"$directory\"/filler5 \"$directory\"/filler6 2>/dev/null"),
        READ_ONLY("size=64k", "mount -o remount,bind,ro \"$directory\"");

        private final String option;
        private final String breaking;

        Disk(String option, String breaking) {
            this.option = option;
            this.breaking = breaking;
        }
    }

    /** Mounts, confirms two segments, breaks the disk, runs the command, compares. */
    private static final String SCRIPT =
            """
            directory=$1 option=$2 breaking=$3 confirmed=$4 recycled=$5 changes=$6
            shift 6
            mount -t tmpfs -o "mode=0700,$option" walsafe "$directory" || exit 99
            : >"$directory/$confirmed.done"
            : >"$directory/$recycled.done"
            eval "$breaking"
            look() { ls -lAin --time-style=full-iso "$directory"; cat "$directory"/*.done; }
            before=$(look)
            "$@"
            status=$?
            [ "$(look)" = "$before" ] || look >"$changes"
            exit $status
            """;

    private final Path directory;
    private final Path changes;
    private final List<String> namespace;

    private MountedRegistry(Path directory, Path changes, List<String> namespace) {
        this.directory = directory;
        this.changes = changes;
        this.namespace = namespace;
    }

    /** What a command ended with, its standard error, and what it did to the registry. */
    record Answer(int status, List<String> complaints, boolean isRegistryUnchanged) {}

    /**
     * A place to mount at, below {@code parent}.
     *
     * @throws TestAbortedException where the kernel does not let us mount, as in many containers; said loudly
     */
    static MountedRegistry below(Path parent) throws IOException, InterruptedException {
        Path directory = Files.createDirectory(parent.resolve("wal_safe_dir"));
        Path changes = parent.resolve("changes");
        for (String mapping : List.of("--mount", "--map-root-user")) {
            List<String> namespace = List.of("unshare", "--mount", mapping);
            List<String> words = new ArrayList<>(namespace);
            words.addAll(List.of("mount", "-t", "tmpfs", "walsafe", directory.toString()));
            Process probe = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor(1, TimeUnit.MINUTES) && probe.exitValue() == 0) {
                return new MountedRegistry(directory, changes, namespace);
            }
        }
        String reason = "the kernel lets us mount nothing here, neither as root nor in a user namespace";
        System.err.println("NOT TESTED: disks that are full or read-only: " + reason);
        throw new TestAbortedException(reason);
    }

    Path directory() {
        return directory;
    }

    /** Runs a command that sees the registry on {@code disk}; two segments are confirmed there. */
    Answer on(Disk disk, SegmentName confirmed, SegmentName recycled, List<String> command)
            throws IOException, InterruptedException {
        Files.deleteIfExists(changes);
        List<String> words = new ArrayList<>(namespace);
        words.addAll(List.of("/bin/sh", "-c", SCRIPT, "sh"));
        words.addAll(List.of(
                directory.toString(),
                disk.option,
                disk.breaking,
                confirmed.text(),
                recycled.text(),
                changes.toString()));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("does not end: " + command);
        }
        return new Answer(process.exitValue(), said.lines().toList(), Files.notExists(changes));
    }
}
