package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.tck.SimulatedContent;
import org.walsafe.tck.SimulatedDisk;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * PostgreSQL as far as its archiver, its checkpoints and its promotions go: WAL and status files on its machine's disk, handled
 * in the order and with the flushing that its version has.
 */
final class SimulatedCluster {

    /** What {@code archive_command} would answer. */
    @FunctionalInterface
    interface ArchiveCommand {
        boolean archives(HostPath path, WalFileName file);
    }

    static final SystemIdentifier IDENTIFIER = SystemIdentifier.parse("7710340477394556725");
    static final HostPath DATA = HostPath.of("/data");
    static final HostPath WAL = DATA.child("pg_wal");
    static final HostPath STATUS = WAL.child("archive_status");

    private static final HostPath GLOBAL = DATA.child("global");
    private static final HostPath CONTROL = GLOBAL.child("pg_control");
    private static final HostPath NEW = WAL.child("xlogtemp");
    private static final SimulatedContent CONTROL_CONTENT = new SimulatedContent(
            ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(IDENTIFIER.value())
                    .array(),
            8192);

    private static final String READY = ".ready";
    private static final int SEGMENTS_BETWEEN_CHECKPOINTS = 2;

    /** The page header is what anyone looks at. */
    private static final int KEPT_OF_CONTENT = 64;

    private static final Map<PostgresMajor, Map<SegmentName, SimulatedContent>> CONTENTS = new ConcurrentHashMap<>();

    private final Machine machine;
    private final SimulatedDisk disk;
    private final ServerRules rules;
    private final WalGeometry geometry;
    private final Set<WalFileName> written = new LinkedHashSet<>();
    private final Set<WalFileName> unstreamed = new HashSet<>();
    private List<WalFileName> collected = List.of();
    private SegmentName current = SegmentName.parse("000000010000000000000FFD"); // just before a number carries over
    private int deathsSeen;

    SimulatedCluster(Machine machine, ServerRules rules) {
        this.machine = machine;
        this.disk = machine.disk();
        this.rules = rules;
        this.geometry = new WalGeometry(SegmentSize.SMALLEST, rules.major().numbering());
        try {
            for (HostPath directory : List.of(DATA, GLOBAL, WAL, STATUS)) {
                disk.makeDirectory(directory, FileMode.PRIVATE_DIRECTORY);
            }
            writeDurably(CONTROL, CONTROL_CONTENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        finishSegment();
    }

    private SimulatedContent content(SegmentName segment) {
        return content(rules.major(), segment);
    }

    private static SimulatedContent content(PostgresMajor major, SegmentName segment) {
        return CONTENTS.computeIfAbsent(major, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        segment,
                        name -> new SimulatedContent(
                                Arrays.copyOf(
                                        WalFixtures.segment(name, IDENTIFIER, major, SegmentSize.SMALLEST),
                                        KEPT_OF_CONTENT),
                                SegmentSize.SMALLEST.bytes()));
    }

    /** What a file might well hold, whether it was written or not. */
    static Optional<SimulatedContent> imagined(WalFileName file) {
        return file instanceof SegmentName segment
                ? Optional.of(content(PostgresMajor.V15, segment))
                : Optional.empty();
    }

    /** The segment that is being written. */
    SegmentName current() {
        return current;
    }

    /** Everything that was ever to be archived, but for partial segments. */
    Set<WalFileName> written() {
        return written;
    }

    private void writeDurably(HostPath path, SimulatedContent content) throws IOException {
        disk.create(path, FileMode.PRIVATE_FILE);
        disk.write(path, content);
        disk.flush(path);
        disk.flush(path.parent());
    }

    private void placeDurably(HostPath path, SimulatedContent content) throws IOException {
        if (isThere(NEW)) {
            disk.unlink(NEW);
        }
        writeDurably(NEW, content);
        disk.rename(NEW, path);
        disk.flush(WAL);
    }

    /** Fills a segment, which is flushed, and marks it, which is not. */
    void finishSegment() {
        SegmentName finished = current;
        try {
            if (!isWhole(finished)) {
                HostPath path = Places.of(finished).wal();
                if (isThere(path)) {
                    disk.unlink(path); // it was being written when the machine died
                }
                writeDurably(path, content(finished));
            }
            written.add(finished);
            current = geometry.next(finished);
            mark(finished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void mark(WalFileName file) throws IOException {
        if (!isThere(Places.of(file).ready())) {
            disk.create(Places.of(file).ready(), FileMode.PRIVATE_FILE);
            if (file instanceof TimelineHistoryName) {
                collected = List.of(); // a new history is not kept waiting
            }
        }
    }

    /**
     * Goes on on a new timeline: its history, then the control file says so, then what was begun of the old timeline's last
     * segment is to be archived, too. A crash in between leaves a history of a timeline that never was.
     */
    void promote() {
        SegmentName left = current;
        TimelineId next = left.timeline().next();
        while (isThere(Places.of(new TimelineHistoryName(next)).wal())) {
            next = next.next();
        }
        TimelineHistoryName history = new TimelineHistoryName(next);
        SimulatedContent lines = historyOf(left);
        try {
            if (isThere(Places.of(left).wal())) {
                disk.unlink(Places.of(left).wal()); // it was being written when the machine died
                disk.flush(WAL);
            }
            placeDurably(Places.of(history).wal(), lines);
            written.add(history);
            unstreamed.add(history); // until the timeline is there
            mark(history);
            unstreamed.remove(history);
            current = new SegmentName(next, left.log(), left.segment());
            leave(left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void leave(SegmentName left) throws IOException {
        WalFileName unfinished = rules.major().archivesPartialOnPromotion() ? new PartialSegmentName(left) : left;
        placeDurably(Places.of(unfinished).wal(), content(left));
        if (unfinished instanceof SegmentName) {
            written.add(unfinished);
            unstreamed.add(unfinished);
        }
        mark(unfinished);
    }

    private SimulatedContent historyOf(SegmentName left) {
        StringBuilder lines = new StringBuilder();
        if (left.timeline().compareTo(TimelineId.FIRST) > 0) {
            read(new TimelineHistoryName(left.timeline()))
                    .ifPresent(parent -> lines.append(new String(parent.bytes(), StandardCharsets.US_ASCII)));
        }
        lines.append(left.timeline().toLong())
                .append('\t')
                .append(
                        rules.major() == PostgresMajor.V9_2
                                ? left.text()
                                : geometry.startOf(left).toString())
                .append("\tno recovery target specified\n");
        return SimulatedContent.of(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** After the machine died: a segment whose finishing was cut off is finished again, and the archiver starts anew. */
    void recover() {
        if (machine.deaths() > deathsSeen) {
            deathsSeen = machine.deaths();
            collected = List.of();
            while (isWhole(current)) {
                written.add(current);
                current = geometry.next(current);
            }
        }
    }

    private boolean isWhole(SegmentName segment) {
        return disk.status(Places.of(segment).wal())
                .filter(status -> status.size() == SegmentSize.SMALLEST.bytes())
                .isPresent();
    }

    private boolean isThere(HostPath path) {
        return disk.status(path).isPresent();
    }

    /** Whether the file is in the data directory. */
    boolean has(WalFileName file) {
        return isThere(Places.of(file).wal());
    }

    /** What the data directory holds of a file. */
    Optional<SimulatedContent> read(WalFileName file) {
        try {
            return has(file) ? Optional.of(disk.read(Places.of(file).wal())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether it sends the file to {@code pg_receivewal}, which leaves the last segment of a timeline unfinished and asks for
     * no history but those of the timelines that there were.
     */
    boolean streams(WalFileName file) {
        return has(file) && !unstreamed.contains(file);
    }

    /** Whether the archiver will offer the file. */
    boolean isWaiting(WalFileName file) {
        return isThere(Places.of(file).ready());
    }

    /** What waits, in the archiver's order. */
    List<WalFileName> waiting() {
        List<WalFileName> found = new ArrayList<>();
        try {
            for (String name : disk.list(STATUS)) {
                if (name.endsWith(READY)) {
                    WalFileName.tryParse(name.substring(0, name.length() - READY.length()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(rules.order().comparator());
        return found;
    }

    /** The finished segments, and what is left of those that never will be, that are there. */
    List<WalFileName> old() {
        List<WalFileName> found = new ArrayList<>();
        try {
            for (String name : disk.list(WAL)) {
                WalFileName.tryParse(name)
                        .filter(file -> file.segmentName().isPresent() && !file.equals(current))
                        .ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** The archiver offers what waits, until the command says no or it has offered so many. */
    void runArchiver(int most, ArchiveCommand command) {
        try {
            for (int i = 0; i < most; i++) {
                if (collected.isEmpty()) {
                    collected = waiting().stream().limit(rules.scan()).toList();
                }
                if (collected.isEmpty() || !archive(collected.get(0), command)) {
                    return;
                }
                collected = collected.subList(Math.min(1, collected.size()), collected.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean archive(WalFileName file, ArchiveCommand command) throws IOException {
        Places places = Places.of(file);
        if (!isThere(places.ready())) {
            return true;
        }
        if (!isThere(places.wal()) && rules.orphans() == ServerRules.Orphans.REMOVED) {
            disk.unlink(places.ready());
            return true;
        }
        if (!command.archives(places.wal(), file)) {
            return false;
        }
        disk.rename(places.ready(), places.done());
        if (rules.renaming() == ServerRules.Flushing.AT_ONCE) {
            disk.flush(STATUS);
        }
        return true;
    }

    /** Removes what is marked done and no longer needed, and marks what has no status. */
    void checkpoint() {
        try {
            long newest = geometry.numberOf(current);
            for (WalFileName file : old()) {
                Places places = Places.of(file);
                long age = newest - geometry.numberOf(file.segmentName().orElseThrow());
                if (age <= SEGMENTS_BETWEEN_CHECKPOINTS || isThere(places.ready())) {
                    continue;
                }
                if (isThere(places.done())) {
                    disk.unlink(places.wal());
                    if (rules.removal() == ServerRules.Flushing.AT_ONCE) {
                        disk.flush(WAL);
                    }
                    disk.unlink(places.done());
                } else {
                    mark(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file system writes back what nobody flushed. */
    void writeBack() {
        try {
            disk.flush(WAL);
            disk.flush(STATUS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last thing a file needs before it is gone for good: nobody may ask for it again. */
    boolean mayComeBack(WalFileName file) {
        return disk.mayBeThere(Places.of(file).wal());
    }
}
