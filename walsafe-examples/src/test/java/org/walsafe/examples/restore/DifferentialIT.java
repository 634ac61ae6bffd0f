package org.walsafe.examples.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/**
 * {@code walsafe restore} beside Debian's {@code barman-wal-restore}: the same bytes, and statuses that differ only as {@link
 * Answer} and the README have it. Both ask one Barman that is told what to answer; for {@code barman-wal-restore} a program
 * {@code ssh} stands in.
 */
@RequiresRealPart({"barman-wal-restore", "bzip2"})
class DifferentialIT {

    private static final int CASES = 300;
    private static final int AT_A_TIME = 4;
    private static final Set<String> COMPRESSING = Set.of("-z", "--gzip", "-j", "--bzip2");
    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final byte[] HISTORY = "1\t0/3000000\tno recovery target\n".getBytes(StandardCharsets.US_ASCII);

    private static final String SSH =
            """
            #!/bin/sh
            while [ "$1" != barman ]; do shift; done
            shift
            eval "barman $*"
            """;
    private static final String BARMAN =
            """
            #!/bin/sh
            cd @wals@ || exit 126
            for name; do :; done
            case $name in foo) echo "ERROR: 'foo' is not a valid wal file name" >&2; exit 3 ;; esac
            case " $* " in
            *' --peek '*) [ ! -f "$name" ] || echo "$name"; exit 0 ;;
            *--gzip*) send() { gzip -c; } ;;
            *--bzip2*) send() { bzip2 -c; } ;;
            *) send() { cat; } ;;
            esac
            if [ -f "$name.ends" ]; then
                [ ! -f "$name" ] || cat "$name"
                exit "$(cat "$name.ends")"
            fi
            if [ -f "$name" ]; then send <"$name"; exit 0; fi
            echo "ERROR: WAL file '$name' not found in server 'pg'" >&2
            exit 1
            """;

    /** What Barman has to say of a file, and the statuses that it leads to. */
    private enum Answer {
        THERE(0, 0),
        ABSENT(1, 1),
        MISSING(1, 4),
        ENDS_WITH_255(2, 2),
        ENDS_WITH_127(127, 2),
        ENDS_WITH_3(3, 2),
        BREAKS_OFF(1, 2),
        EMPTY(0, 2),
        TRUNCATED(0, 5),
        ANOTHERS(0, 5);

        private final int theirs;
        private final int ours;

        Answer(int theirs, int ours) {
            this.theirs = theirs;
            this.ours = ours;
        }
    }

    /** Where the file is to go. */
    private enum Destination {
        ORDINARY,
        A_DIRECTORY,
        NOWHERE
    }

    /** One request. */
    private record Case(int number, Answer answer, String name, List<String> options, Destination destination) {

        boolean isDeliverable() {
            return destination == Destination.ORDINARY;
        }

        int theirs() {
            return isDeliverable() ? answer.theirs : 3;
        }

        /** That is a file which can be decompressed, and is too short. */
        private boolean sendsNothingCompressed() {
            return answer == Answer.EMPTY && options.stream().anyMatch(COMPRESSING::contains);
        }

        int ours() {
            return isDeliverable() ? (sendsNothingCompressed() ? Answer.TRUNCATED : answer).ours : 3;
        }
    }

    @TempDir
    private Path temporary;

    @Test
    void bothDeliverTheSameBytes() throws Exception {
        Path bin = Files.createDirectory(temporary.resolve("bin"));
        program(bin.resolve("ssh"), SSH);
        program(
                bin.resolve("barman"),
                BARMAN.replace(
                        "@wals@",
                        Files.createDirectory(temporary.resolve("wals")).toString()));
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Case one : cases()) {
                running.add(threads.submit(() -> {
                    compare(one);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Names lie so far apart that no file is the next one of another. */
    private static List<Case> cases() {
        Random random = new Random(4);
        List<List<String>> options = List.of(
                List.of(),
                List.of("-P"),
                List.of("-z"),
                List.of("--gzip", "-s", "0"),
                List.of("-j"),
                List.of("--bzip2"),
                List.of("--partial", "-U", "somebody"),
                List.of("--user=somebody", "--port", "2222"),
                List.of("--sleep=0", "--spool-dir", "/nonexistent"),
                List.of("--config", "/etc/barman.conf"));
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            boolean isHistory = random.nextInt(8) == 0;
            Answer answer = random.nextBoolean() ? Answer.THERE : pick(random, Answer.values());
            if (isHistory && answer.compareTo(Answer.EMPTY) > 0) {
                answer = Answer.ABSENT;
            }
            Destination destination = answer == Answer.THERE && random.nextInt(8) == 0
                    ? pick(random, Destination.values())
                    : Destination.ORDINARY;
            String name = isHistory
                    ? String.format("%08X.history", 1000 + 3 * i)
                    : String.format("00000001%08X%08X", 3 * i, 7);
            cases.add(new Case(i, answer, name, options.get(random.nextInt(options.size())), destination));
        }
        return cases;
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private void compare(Case one) throws Exception {
        byte[] content = content(one.name());
        prepare(one, content);
        Path ours = destination(one, "ours");
        Path theirs = destination(one, "theirs");
        Process our = start(
                one,
                ours,
                List.of(System.getProperty("walsafe.home") + "/bin/walsafe", "restore", "--local", "--patience", "5"));
        Process their =
                start(one, theirs, List.of(RealParts.path("barman-wal-restore").toString()));

        assertThat(status(their)).as("barman-wal-restore: %s", one).isEqualTo(one.theirs());
        assertThat(status(our)).as("walsafe restore: %s", one).isEqualTo(one.ours());
        if (!one.isDeliverable()) {
            return;
        }
        if (one.answer() == Answer.THERE) {
            assertThat(ours).as("%s", one).hasBinaryContent(content);
            assertThat(theirs).as("%s", one).hasBinaryContent(content);
            Files.delete(ours);
        } else {
            assertThat(ours).as("%s", one).doesNotExist();
            assertThat(theirs)
                    .as("%s: barman-wal-restore leaves something", one)
                    .exists();
        }
        Files.delete(theirs);
    }

    private static byte[] content(String name) {
        return name.endsWith(".history") ? HISTORY : segment(SegmentName.parse(name));
    }

    private static byte[] segment(SegmentName name) {
        return WalFixtures.segment(name, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST);
    }

    private void prepare(Case one, byte[] content) throws IOException {
        Path file = temporary.resolve("wals").resolve(one.name());
        Path ends = temporary.resolve("wals").resolve(one.name() + ".ends");
        switch (one.answer()) {
            case ABSENT -> {}
            case THERE -> Files.write(file, content);
            case MISSING -> Files.write(temporary.resolve("wals").resolve(laterThan(one.name())), content);
            case ENDS_WITH_255 -> Files.writeString(ends, "255");
            case ENDS_WITH_127 -> Files.writeString(ends, "127");
            case ENDS_WITH_3 -> Files.writeString(ends, "3");
            case BREAKS_OFF -> {
                Files.write(file, Arrays.copyOf(content, content.length / 2));
                Files.writeString(ends, "1");
            }
            case EMPTY -> Files.write(file, new byte[0]);
            case TRUNCATED -> Files.write(file, Arrays.copyOf(content, content.length / 2));
            case ANOTHERS -> Files.write(file, segment(SegmentName.parse("0000000100000000000000FF")));
        }
    }

    private static String laterThan(String name) {
        return name.endsWith(".history")
                ? String.format("%08X.history", Long.parseLong(name.substring(0, 8), 16) + 1)
                : name.substring(0, 16) + "00000008";
    }

    private Path destination(Case one, String who) throws IOException {
        Path path = temporary.resolve(who + one.number());
        return switch (one.destination()) {
            case ORDINARY -> path;
            case A_DIRECTORY -> Files.createDirectory(path);
            case NOWHERE -> path.resolve("none");
        };
    }

    private Process start(Case one, Path destination, List<String> program) throws IOException {
        List<String> words = new ArrayList<>(program);
        words.addAll(one.options());
        words.addAll(List.of("backup", "pg", one.name(), destination.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", temporary.resolve("bin") + ":", (path, first) -> first + path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static int status(Process process) throws InterruptedException {
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
