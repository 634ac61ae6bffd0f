package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.walsafe.barman.CatalogueLayout;
import org.walsafe.barman.WalPlace;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.tck.SimulatedDisk;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;

/**
 * Barman with compression: {@code pg_receivewal} flushes what it streams, archiving copies it under a temporary name, renames
 * it, removes the source, and only then flushes ({@code wal_archiver.py}). A hook comes after that, or never.
 */
final class SimulatedBarman {

    static final HostPath HOME = HostPath.of("/barman/main");
    static final CatalogueLayout LAYOUT = CatalogueLayout.below(HOME);

    private final SimulatedDisk disk;
    private final Set<SegmentName> everArchived = new HashSet<>();
    private final Set<SegmentName> purged = new HashSet<>();
    private Optional<HostPath> unsettled = Optional.empty();

    SimulatedBarman(Machine machine) {
        this.disk = machine.disk();
        try {
            for (HostPath directory : List.of(
                    HostPath.of("/barman"),
                    HOME,
                    LAYOUT.wals(),
                    LAYOUT.incoming(),
                    LAYOUT.streaming(),
                    LAYOUT.errors())) {
                disk.makeDirectory(directory, FileMode.PRIVATE_DIRECTORY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Receives a segment, unless it has it already. */
    void stream(SegmentName segment, byte[] content) {
        HostPath streamed = LAYOUT.path(segment, WalPlace.STREAMING);
        try {
            if (isThere(streamed) || isArchived(segment) || purged.contains(segment)) {
                return;
            }
            HostPath partial = LAYOUT.streaming().child(segment + ".partial");
            if (isThere(partial)) {
                disk.unlink(partial);
            }
            disk.create(partial, FileMode.PRIVATE_FILE);
            disk.write(partial, content);
            disk.flush(partial);
            disk.rename(partial, streamed);
            disk.flush(LAYOUT.streaming());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The segments that were received and not archived yet. */
    List<SegmentName> streamed() {
        List<SegmentName> found = new ArrayList<>();
        try {
            for (String name : disk.list(LAYOUT.streaming())) {
                if (name.length() == 24) {
                    found.add(SegmentName.parse(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Archives a segment that was received. */
    void archive(SegmentName segment) {
        place(segment);
        settle();
    }

    /** Gives a segment that was received its final name, and is held up there. */
    void place(SegmentName segment) {
        settle();
        HostPath source = LAYOUT.path(segment, WalPlace.STREAMING);
        HostPath archived = LAYOUT.archived(segment);
        HostPath temporary = archived.parent().child(segment + ".tmp");
        try {
            if (isWhole(archived)) {
                disk.unlink(source); // an identical duplicate
                return;
            }
            disk.makeDirectory(archived.parent(), FileMode.PRIVATE_DIRECTORY);
            if (isThere(temporary)) {
                disk.unlink(temporary);
            }
            disk.create(temporary, FileMode.PRIVATE_FILE);
            disk.write(temporary, disk.read(source));
            everArchived.add(segment);
            disk.rename(temporary, archived);
            disk.unlink(source);
            unsettled = Optional.of(archived);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on where it was held up: flushes. */
    private void settle() {
        try {
            if (unsettled.isPresent() && isThere(unsettled.get())) {
                disk.flush(unsettled.get());
                disk.flush(unsettled.get().parent());
                disk.flush(LAYOUT.streaming());
            }
            unsettled = Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its machine has started again. */
    void restart() {
        unsettled = Optional.empty();
    }

    /** What a crash has torn after its source was removed only a person, or a new transmission, makes good. */
    void discardTorn() {
        try {
            for (SegmentName segment : everArchived) {
                HostPath archived = LAYOUT.archived(segment);
                if (isThere(archived) && !isWhole(archived)) {
                    disk.unlink(archived);
                    disk.flush(archived.parent());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a segment that nobody needs any more, as retention does. */
    void purge(SegmentName segment) {
        try {
            if (isArchived(segment)) {
                purged.add(segment);
                disk.unlink(LAYOUT.archived(segment));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every segment that ever had its final name. */
    Set<SegmentName> everArchived() {
        return everArchived;
    }

    boolean isArchived(SegmentName segment) {
        return isThere(LAYOUT.archived(segment));
    }

    /** Whether whatever crash there is the archive holds the segment, or held it until it was no longer needed. */
    boolean isSafe(SegmentName segment) {
        return purged.contains(segment)
                || disk.durableBytes(LAYOUT.archived(segment)).orElse(-1) == SegmentSize.SMALLEST.bytes();
    }

    private boolean isThere(HostPath path) {
        return disk.status(path).isPresent();
    }

    private boolean isWhole(HostPath path) {
        return disk.status(path)
                .filter(status -> status.size() == SegmentSize.SMALLEST.bytes())
                .isPresent();
    }
}
