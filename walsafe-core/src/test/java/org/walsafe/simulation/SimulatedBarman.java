package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.walsafe.barman.CatalogueLayout;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.tck.SimulatedContent;
import org.walsafe.tck.SimulatedDisk;
import org.walsafe.wal.WalFileName;

/**
 * Barman with compression: {@code pg_receivewal} flushes what it streams, archiving copies it under a temporary name, renames
 * it, removes the source, and only then flushes ({@code wal_archiver.py}). A hook comes after that, or never.
 */
final class SimulatedBarman {

    static final HostPath HOME = HostPath.of("/barman/main");
    static final CatalogueLayout LAYOUT = CatalogueLayout.below(HOME);

    private static final List<HostPath> DIRECTORIES = List.of(
            HostPath.of("/barman"), HOME, LAYOUT.wals(), LAYOUT.incoming(), LAYOUT.streaming(), LAYOUT.errors());

    private final SimulatedDisk disk;
    private final Map<WalFileName, SimulatedContent> everArchived = new LinkedHashMap<>();
    private final Set<WalFileName> purged = new HashSet<>();
    private Optional<HostPath> unsettled = Optional.empty();

    SimulatedBarman(Machine machine) {
        this.disk = machine.disk();
        try {
            for (HostPath directory : DIRECTORIES) {
                disk.makeDirectory(directory, FileMode.PRIVATE_DIRECTORY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it has the file, or had it. */
    boolean knows(WalFileName file) {
        return purged.contains(file)
                || isThere(Places.of(file).streamed())
                || isThere(Places.of(file).archived());
    }

    /** Receives a file, unless it has it already. */
    void stream(WalFileName file, SimulatedContent content) {
        if (knows(file)) {
            return;
        }
        HostPath partial = LAYOUT.streaming().child("receiving"); // .partial or .tmp, which nobody else looks at
        try {
            if (isThere(partial)) {
                disk.unlink(partial);
            }
            disk.create(partial, FileMode.PRIVATE_FILE);
            disk.write(partial, content);
            disk.flush(partial);
            disk.rename(partial, Places.of(file).streamed());
            disk.flush(LAYOUT.streaming());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was received and not archived yet. */
    List<WalFileName> streamed() {
        List<WalFileName> found = new ArrayList<>();
        try {
            for (String name : disk.list(LAYOUT.streaming())) {
                WalFileName.tryParse(name).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Archives a file that was received. */
    void archive(WalFileName file) {
        place(file);
        settle();
    }

    /** Gives a file that was received its final name, and is held up there. */
    void place(WalFileName file) {
        settle();
        Places places = Places.of(file);
        try {
            SimulatedContent content = disk.read(places.streamed());
            if (isThere(places.archived())) {
                disk.unlink(places.streamed()); // a duplicate: what is archived stays, even where it is torn
                return;
            }
            disk.makeDirectory(places.archived().parent(), FileMode.PRIVATE_DIRECTORY);
            if (isThere(places.copying())) {
                disk.unlink(places.copying());
            }
            disk.create(places.copying(), FileMode.PRIVATE_FILE);
            disk.write(places.copying(), content);
            everArchived.put(file, content);
            disk.rename(places.copying(), places.archived());
            disk.unlink(places.streamed());
            unsettled = Optional.of(places.archived());
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

    /**
     * What a crash has torn after its source was removed only a person, or a new transmission, makes good.
     *
     * @return what was torn
     */
    List<WalFileName> discardTorn() {
        List<WalFileName> torn = new ArrayList<>();
        try {
            for (Map.Entry<WalFileName, SimulatedContent> entry : everArchived.entrySet()) {
                HostPath archived = Places.of(entry.getKey()).archived();
                if (isThere(archived)
                        && disk.read(archived).length() != entry.getValue().length()) {
                    disk.unlink(archived);
                    disk.flush(archived.parent());
                    torn.add(entry.getKey());
                }
            }
            return torn;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file that nobody needs any more, as retention does. */
    void purge(WalFileName file) {
        try {
            if (isThere(Places.of(file).archived())) {
                purged.add(file);
                disk.unlink(Places.of(file).archived());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file ever had its final name. */
    boolean everArchived(WalFileName file) {
        return everArchived.containsKey(file);
    }

    /** Every file that ever had its final name and was not deleted. */
    List<WalFileName> archived() {
        return everArchived.keySet().stream()
                .filter(file -> !purged.contains(file))
                .toList();
    }

    /** Whether whatever crash there is the archive holds the file whole, or held it until it was no longer needed. */
    boolean isSafe(WalFileName file) {
        SimulatedContent content = everArchived.get(file);
        return content != null
                && (purged.contains(file)
                        || disk.durableBytes(Places.of(file).archived()).orElse(-1) == content.length());
    }

    private boolean isThere(HostPath path) {
        return disk.status(path).isPresent();
    }
}
