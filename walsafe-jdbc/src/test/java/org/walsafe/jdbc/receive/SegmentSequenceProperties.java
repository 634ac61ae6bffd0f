package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** Machines die at any byte that is received, and leave what was not flushed as they like. */
class SegmentSequenceProperties {

    private static final int SIZE = SegmentSize.SMALLEST.bytes();
    private static final WalGeometry GEOMETRY = new WalGeometry(SegmentSize.SMALLEST, SegmentNumbering.CONTINUOUS);
    private static final WalPosition START = new WalPosition(TimelineId.FIRST, Lsn.of(5L * SIZE));
    private static final byte[] WAL = wal();

    /** What a crash makes of a file that nobody flushed. */
    enum Loss {
        NONE {
            @Override
            void strike(Path file) {}
        },
        ALL {
            @Override
            void strike(Path file) throws IOException {
                Files.delete(file);
            }
        },
        END {
            @Override
            void strike(Path file) throws IOException {
                try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                    content.setLength(content.length() / 3);
                }
            }
        },
        CONTENT {
            @Override
            void strike(Path file) throws IOException {
                Files.write(file, new byte[Math.toIntExact(Files.size(file))]);
            }
        };

        abstract void strike(Path file) throws IOException;
    }

    /** So many bytes come, in one message, and then perhaps the end. */
    record Step(int bytes, boolean dies, Loss loss) {}

    @Property(tries = 150)
    void whatHasItsNameIsWholeAndWhatIsReportedHasItsName(
            @ForAll("steps") List<Step> steps, @ForAll("codecs") WalCodec codec) throws Exception {
        Path directory = Files.createTempDirectory("walsafe-receive");
        try {
            Set<SegmentName> finished = new HashSet<>();
            SegmentSequence sequence = sequence(directory, codec);
            for (Step step : steps) {
                send(sequence, step.bytes(), finished);
                check(directory, finished, sequence);
                if (step.dies()) {
                    Lsn flushed = sequence.flushed();
                    sequence.close();
                    strike(directory, step.loss());
                    sequence = sequence(directory, codec);
                    assertThat(sequence.received()).isEqualTo(flushed);
                }
            }
            sequence.close();
        } finally {
            delete(directory);
        }
    }

    private static SegmentSequence sequence(Path directory, WalCodec codec) throws IOException {
        ReceiverConfig config = ReceiverConfig.of(ReplicationSource.at("jdbc:postgresql://pg/postgres"), directory)
                .compressing(codec);
        WalPosition start = new ReceivedFiles(directory).next(GEOMETRY).orElse(START);
        return new SegmentSequence(config, new DurableDirectory(directory), start, GEOMETRY);
    }

    private static void send(SegmentSequence sequence, int bytes, Set<SegmentName> finished)
            throws IOException, SQLException {
        int from = offset(sequence.received());
        int count = Math.min(bytes, WAL.length - from);
        sequence.take(sequence.received(), ByteBuffer.wrap(WAL, from, count), segment -> finished.add(segment.name()));
    }

    private static int offset(Lsn lsn) {
        return Math.toIntExact(lsn.minus(START.lsn()));
    }

    private static void check(Path directory, Set<SegmentName> finished, SegmentSequence sequence) throws IOException {
        Set<SegmentName> complete = new HashSet<>();
        for (ReceivedName name : new ReceivedFiles(directory).names()) {
            if (name.stage() == ReceivedName.Stage.COMPLETE) {
                complete.add(name.segment());
                int from = offset(GEOMETRY.startOf(name.segment()));
                try (InputStream stored = Files.newInputStream(directory.resolve(name.fileName()));
                        InputStream content = DecodingStream.open(stored, name.fileName(), SIZE)) {
                    assertThat(ByteBuffer.wrap(content.readAllBytes())).isEqualTo(ByteBuffer.wrap(WAL, from, SIZE));
                }
            }
        }
        assertThat(complete).isEqualTo(finished);
        assertThat(offset(sequence.flushed())).isEqualTo(complete.size() * SIZE);
    }

    /** Only what has its final name was flushed. */
    private static void strike(Path directory, Loss loss) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                boolean complete = ReceivedName.of(String.valueOf(file.getFileName()))
                        .filter(name -> name.stage() == ReceivedName.Stage.COMPLETE)
                        .isPresent();
                if (!complete) {
                    loss.strike(file);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static byte[] wal() {
        byte[] wal = new byte[8 * SIZE];
        new Random(1).nextBytes(wal);
        return wal;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> bytes = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 130_000),
                Arbitraries.integers().between(0, 3 * SIZE),
                Arbitraries.of(SIZE, SIZE - 1, SIZE + 1));
        return Combinators.combine(bytes, Arbitraries.of(true, false), Arbitraries.of(Loss.class))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<WalCodec> codecs() {
        return Arbitraries.of(WalCodec.NONE, WalCodec.NONE, WalCodec.GZIP, WalCodec.LZ4);
    }
}
