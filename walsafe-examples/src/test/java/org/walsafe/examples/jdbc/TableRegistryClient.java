package org.walsafe.examples.jdbc;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * A writer or a reader of a registry, as a process that may be killed at any moment. A writer writes a line for every file
 * that it was told is confirmed; a reader asks for files from writers' lines, and writes down what it heard.
 */
final class TableRegistryClient {

    static final SystemIdentifier CLUSTER = new SystemIdentifier(7_361_234_567_890_123_456L);

    private static final int BATCH = 3;
    private static final int BYTES_LOOKED_AT = 4096;
    private static final long PAUSE_NANOS = 10_000_000;

    private TableRegistryClient() {}

    /** The arguments: what it does, the registry, the directory of all lines, its own number, where it begins. */
    public static void main(String[] words) throws IOException {
        Path lines = Path.of(words[2]);
        int number = Integer.parseInt(words[3]);
        try (PrintStream out = new PrintStream(
                Files.newOutputStream(lines.resolve(words[0] + number + "-" + words[4])),
                true,
                StandardCharsets.UTF_8)) {
            if (words[0].equals("writer")) {
                write(words[1], out, Integer.parseInt(words[4]));
            } else {
                read(words[1], out, lines, new Random(number));
            }
        }
    }

    /** A file's confirmation, the same whoever confirms it. */
    static Confirmation confirmation(int number) {
        SegmentName file = new SegmentName(TimelineId.FIRST, number >>> 8, number & 0xFF);
        return Confirmation.attested(
                file,
                Evidence.NONE
                        .withKind(EvidenceKind.RECEIVED)
                        .withSystemIdentifier(CLUSTER)
                        .withSize(16_777_216)
                        .withSha256(Sha256.of(file.text().getBytes(StandardCharsets.US_ASCII))));
    }

    private static void write(String uri, PrintStream out, int begin) {
        try (WalSafeRegistry registry = opened(uri, out)) {
            for (int next = begin; ; next += BATCH) {
                List<Confirmation> batch = IntStream.range(next, next + BATCH)
                        .mapToObj(TableRegistryClient::confirmation)
                        .toList();
                for (ConfirmOutcome outcome : confirmed(registry, batch, out)) {
                    if (outcome instanceof ConfirmOutcome.Conflict conflict) {
                        out.println("wrong " + conflict);
                    }
                }
                for (int confirmed = next; confirmed < next + BATCH; confirmed++) {
                    out.println("confirmed " + confirmed);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static List<ConfirmOutcome> confirmed(WalSafeRegistry registry, List<Confirmation> batch, PrintStream out) {
        while (true) {
            try {
                return registry.confirmAll(batch);
            } catch (RegistryUnreachableException tryAgain) {
                out.println("unknown " + tryAgain.getMessage());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void read(String uri, PrintStream out, Path lines, Random random) throws IOException {
        try (WalSafeRegistry registry = opened(uri, out)) {
            while (true) {
                LockSupport.parkNanos(PAUSE_NANOS);
                Optional<Integer> number = reported(lines, random);
                if (number.isPresent()) {
                    Confirmation expected = confirmation(number.get());
                    Lookup found = registry.lookup(expected.file());
                    if (found.equals(new Lookup.Confirmed(expected))) {
                        out.println("found");
                    } else {
                        out.println((found instanceof Lookup.Unknown ? "unknown " : "wrong ") + found);
                    }
                }
            }
        }
    }

    private static WalSafeRegistry opened(String uri, PrintStream out) {
        while (true) {
            try {
                return WalSafeRegistry.open(URI.create(uri));
            } catch (RegistryUnreachableException tryAgain) {
                out.println("unknown " + tryAgain.getMessage());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** A file that one of the writers wrote a whole line of lately. */
    private static Optional<Integer> reported(Path lines, Random random) throws IOException {
        List<Path> writers;
        try (Stream<Path> files = Files.list(lines)) {
            writers = files.filter(file -> file.getFileName().toString().startsWith("writer"))
                    .toList();
        }
        if (writers.isEmpty()) {
            return Optional.empty();
        }
        try (RandomAccessFile file =
                new RandomAccessFile(writers.get(random.nextInt(writers.size())).toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES_LOOKED_AT));
            byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            List<String> whole = text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.matches("confirmed [0-9]+"))
                    .toList();
            return whole.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Integer.valueOf(
                            whole.get(random.nextInt(whole.size())).substring("confirmed ".length())));
        }
    }
}
