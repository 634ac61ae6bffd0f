package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

class SegmentSequenceTest {

    private static final int SIZE = SegmentSize.SMALLEST.bytes();
    private static final WalGeometry GEOMETRY = new WalGeometry(SegmentSize.SMALLEST, SegmentNumbering.CONTINUOUS);
    private static final WalPosition START = new WalPosition(TimelineId.FIRST, Lsn.of(5L * SIZE));
    private static final String FIFTH = "000000010000000000000005";
    private static final String SIXTH = "000000010000000000000006";

    @TempDir
    private Path directory;

    private final List<SegmentSequence.Finished> finished = new ArrayList<>();

    @Test
    void cutsWhatComesIntoSegments() throws Exception {
        byte[] wal = new byte[2 * SIZE + 100];
        new Random(1).nextBytes(wal);
        try (SegmentSequence segments = sequence()) {
            int sent = 0;
            while (sent < wal.length) {
                int count = Math.min(130_001, wal.length - sent);
                segments.take(START.lsn().plus(sent), ByteBuffer.wrap(wal, sent, count), finished::add);
                sent += count;
            }
            assertThat(segments.received()).isEqualTo(START.lsn().plus(wal.length));
            assertThat(segments.flushed()).isEqualTo(START.lsn().plus(2L * SIZE));
        }

        byte[] first = Arrays.copyOf(wal, SIZE);
        assertThat(directory.resolve(FIFTH)).hasBinaryContent(first);
        assertThat(directory.resolve(SIXTH)).hasBinaryContent(Arrays.copyOfRange(wal, SIZE, 2 * SIZE));
        assertThat(directory.resolve("000000010000000000000007.partial")).hasSize(SIZE);
        assertThat(finished).hasSize(2);
        assertThat(finished.get(0).sha256()).isEqualTo(Sha256.of(first));
    }

    @Test
    void refusesWhatDoesNotFollow() throws Exception {
        try (SegmentSequence segments = sequence()) {
            segments.take(START.lsn(), ByteBuffer.allocate(10), finished::add);

            assertThatThrownBy(() -> segments.take(START.lsn().plus(11), ByteBuffer.allocate(1), finished::add))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("comes next");
        }
    }

    @Test
    void overwritesNoCompleteSegment() throws Exception {
        Files.writeString(directory.resolve(FIFTH), "somebody's");
        try (SegmentSequence segments = sequence()) {
            assertThatThrownBy(() -> segments.take(START.lsn(), ByteBuffer.allocate(SIZE), finished::add))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(directory.resolve(FIFTH)).hasContent("somebody's");
        assertThat(finished).isEmpty();
    }

    @Test
    void isFoundAgainWhereItStopped() throws Exception {
        ReceivedFiles files = new ReceivedFiles(directory);
        assertThat(files.next(GEOMETRY)).isEmpty();
        try (SegmentSequence segments = sequence()) {
            segments.take(START.lsn(), ByteBuffer.allocate(SIZE), finished::add);
            assertThat(files.next(GEOMETRY))
                    .hasValue(new WalPosition(TimelineId.FIRST, START.lsn().plus(SIZE)));
            segments.take(START.lsn().plus(SIZE), ByteBuffer.allocate(1), finished::add);
        }
        assertThat(files.next(GEOMETRY))
                .hasValue(new WalPosition(TimelineId.FIRST, START.lsn().plus(SIZE)));
        Files.writeString(directory.resolve("000000010000000000000009"), "of a wrong size");
        assertThat(files.next(GEOMETRY))
                .hasValue(new WalPosition(TimelineId.FIRST, START.lsn().plus(SIZE)));
        Files.createFile(directory.resolve("000000020000000000000006.partial"));
        assertThat(files.next(GEOMETRY))
                .hasValue(new WalPosition(TimelineId.of(2), START.lsn().plus(SIZE)));
    }

    private SegmentSequence sequence() {
        ReceiverConfig config = ReceiverConfig.of(ReplicationSource.at("jdbc:postgresql://pg/postgres"), directory);
        return new SegmentSequence(config, new DurableDirectory(directory), START, GEOMETRY);
    }
}
