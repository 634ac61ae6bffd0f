package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/**
 * PostgreSQL as far as its archiver and its checkpoints go: segments and status files on its machine's disk, handled in the
 * order and with the flushing that its versions have ({@code pgarch.c}, {@code xlogarchive.c}, {@code xlog.c}).
 */
final class SimulatedCluster {

    /** Whether the renaming of {@code .ready} to {@code .done} is flushed. */
    enum StatusRenaming {
        /** 9.2 to 15. */
        DURABLE,
        /** 16 and newer. */
        PLAIN
    }

    /** What {@code archive_command} would answer. */
    @FunctionalInterface
    interface ArchiveCommand {
        boolean archives(HostPath path, String name);
    }

    static final SystemIdentifier IDENTIFIER = SystemIdentifier.parse("7710340477394556725");
    static final HostPath DATA = HostPath.of("/data");
    static final HostPath WAL = DATA.child("pg_wal");
    static final HostPath STATUS = WAL.child("archive_status");

    private static final WalGeometry GEOMETRY = new WalGeometry(SegmentSize.SMALLEST, SegmentNumbering.CONTINUOUS);
    private static final int SEGMENTS_BETWEEN_CHECKPOINTS = 2;
    private static final Map<SegmentName, byte[]> CONTENTS = new ConcurrentHashMap<>();

    private final Machine machine;
    private final StatusRenaming renaming;
    private SegmentName current = SegmentName.parse("000000010000000000000FFD"); // just before a number carries over

    SimulatedCluster(Machine machine, StatusRenaming renaming) {
        this.machine = machine;
        this.renaming = renaming;
        try {
            for (HostPath directory : List.of(DATA, DATA.child("global"), WAL, STATUS)) {
                machine.disk().makeDirectory(directory, FileMode.PRIVATE_DIRECTORY);
            }
            byte[] control = ByteBuffer.allocate(8192)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(IDENTIFIER.value())
                    .array();
            writeDurably(DATA.child("global").child("pg_control"), control);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        finishSegment();
    }

    static byte[] content(SegmentName segment) {
        return CONTENTS.computeIfAbsent(
                segment, name -> WalFixtures.segment(name, IDENTIFIER, PostgresMajor.V15, SegmentSize.SMALLEST));
    }

    static SegmentName next(SegmentName segment) {
        return GEOMETRY.next(segment);
    }

    static HostPath pathOf(SegmentName segment) {
        return WAL.child(segment.text());
    }

    private static HostPath ready(SegmentName segment) {
        return STATUS.child(segment + ".ready");
    }

    private static HostPath done(SegmentName segment) {
        return STATUS.child(segment + ".done");
    }

    /** The first segment that is not finished yet. */
    SegmentName current() {
        return current;
    }

    private void writeDurably(HostPath path, byte[] content) throws IOException {
        machine.disk().create(path, FileMode.PRIVATE_FILE);
        machine.disk().write(path, content);
        machine.disk().flush(path);
        machine.disk().flush(path.parent());
    }

    /** Fills a segment, which is flushed, and marks it, which is not. */
    void finishSegment() {
        SegmentName finished = current;
        try {
            if (!isWhole(finished)) {
                if (isThere(pathOf(finished))) {
                    machine.disk().unlink(pathOf(finished)); // it was being written when the machine died
                }
                writeDurably(pathOf(finished), content(finished));
            }
            current = GEOMETRY.next(finished);
            mark(finished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mark(SegmentName segment) throws IOException {
        if (!isThere(ready(segment))) {
            machine.disk().create(ready(segment), FileMode.PRIVATE_FILE);
        }
    }

    /** After the machine died: a segment whose finishing was cut off is finished again. */
    void recover() {
        SegmentName next = current;
        while (isWhole(next)) {
            next = GEOMETRY.next(next);
        }
        current = next;
    }

    private boolean isWhole(SegmentName segment) {
        return machine.disk()
                .status(pathOf(segment))
                .filter(status -> status.size() == SegmentSize.SMALLEST.bytes())
                .isPresent();
    }

    private boolean isThere(HostPath path) {
        return machine.disk().status(path).isPresent();
    }

    /** The segments that wait, in the archiver's order. */
    List<SegmentName> waiting() {
        return segments(STATUS, ".ready");
    }

    /** The finished segments that are there. */
    List<SegmentName> segments() {
        return segments(WAL, "").stream()
                .filter(segment -> GEOMETRY.distance(segment, current) > 0)
                .toList();
    }

    private List<SegmentName> segments(HostPath directory, String suffix) {
        List<SegmentName> found = new ArrayList<>();
        try {
            for (String name : machine.disk().list(directory)) {
                if (name.endsWith(suffix) && name.length() == 24 + suffix.length()) {
                    found.add(SegmentName.parse(name.substring(0, 24)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The archiver offers what waits until the command says no. */
    void runArchiver(ArchiveCommand command) {
        try {
            for (SegmentName segment : waiting()) {
                if (!isThere(pathOf(segment))) {
                    machine.disk().unlink(ready(segment)); // an orphan, since 12
                } else if (command.archives(pathOf(segment), segment.text())) {
                    machine.disk().rename(ready(segment), done(segment));
                    if (renaming == StatusRenaming.DURABLE) {
                        machine.disk().flush(STATUS);
                    }
                } else {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what is marked done and no longer needed, and marks what has no status. */
    void checkpoint() {
        try {
            for (SegmentName segment : segments()) {
                if (GEOMETRY.distance(segment, current) <= SEGMENTS_BETWEEN_CHECKPOINTS || isThere(ready(segment))) {
                    continue;
                }
                if (isThere(done(segment))) {
                    machine.disk().unlink(pathOf(segment));
                    machine.disk().unlink(done(segment));
                } else {
                    mark(segment);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last thing a segment needs before it is gone for good: nobody may ask for it again. */
    boolean mayComeBack(SegmentName segment) {
        return machine.disk().mayBeThere(pathOf(segment));
    }

    /** What the data directory holds for a segment. */
    Optional<byte[]> read(SegmentName segment) {
        try {
            return isThere(pathOf(segment)) ? Optional.of(machine.disk().read(pathOf(segment))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
