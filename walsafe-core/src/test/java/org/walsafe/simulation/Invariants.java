package org.walsafe.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleVisitor;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/** What must hold in a {@link World}, whatever happens. */
final class Invariants {

    private final World world;
    private final Set<WalFileName> holes = new HashSet<>();

    /** What the archive is known to hold for good. */
    private final Set<WalFileName> safe = new HashSet<>();

    Invariants(World world) {
        this.world = world;
    }

    private boolean isSafe(WalFileName file) {
        if (!safe.contains(file) && world.barman().isSafe(file)) {
            safe.add(file);
        }
        return safe.contains(file);
    }

    /** After each event. */
    void check() {
        nothingIsLost();
        noConflictIsOverwritten();
    }

    /** The gate lets a file go only when any crash would leave it in the archive; or it says in the open that it does not. */
    void letGo(WalFileName file, ArchiveDecision decision) {
        if (decision instanceof ArchiveDecision.ArchivedWithHole) {
            if (!hasHole(file)) {
                throw new AssertionError("the gate let " + file + " go unconfirmed, and no hole is recorded");
            }
            holes.add(file);
        } else if (!(file instanceof PartialSegmentName) && !isSafe(file)) {
            throw new AssertionError("the gate let " + file + " go, which the archive may lose yet");
        }
    }

    private boolean hasHole(WalFileName file) {
        Set<WalFileName> recorded = new HashSet<>();
        world.registryAtHand().listHoles(new HoleVisitor() {
            @Override
            public void hole(Hole hole) {
                recorded.add(hole.file());
            }

            @Override
            public void invalid(WalFileName invalid, String reason) {
                throw new AssertionError("the hole of " + invalid + " is invalid: " + reason);
            }
        });
        return recorded.contains(file);
    }

    /** A confirmation goes only when PostgreSQL does not wait for its file. Others' are told of elsewhere. */
    void isWithdrawn(WalFileName file) {
        if (world.postgres().isWaiting(file)
                && !world.conflicts().contains(file)
                && world.registryAtHand().lookup(file) instanceof Lookup.Confirmed confirmed
                && confirmed.confirmation().isAttested()) {
            throw new AssertionError("the confirmation of " + file + " is withdrawn while PostgreSQL waits for it");
        }
    }

    private void nothingIsLost() {
        for (WalFileName file : world.postgres().written()) {
            if (!isSafe(file) && !holes.contains(file) && !world.postgres().has(file)) {
                throw new AssertionError(file + " was removed before the archive held it for good");
            }
        }
    }

    private void noConflictIsOverwritten() {
        world.conflicts()
                .removeIf(segment -> world.registryAtHand().lookup(segment) instanceof Lookup.NotConfirmed
                        && !world.barman().everArchived(segment)); // its writer died before it was there
        for (SegmentName segment : world.conflicts()) {
            Lookup found = world.registryAtHand().lookup(segment);
            if (!found.equals(new Lookup.Confirmed(World.foreign(segment)))) {
                throw new AssertionError("the conflicting marker of " + segment + " is not what it was, but " + found);
            }
        }
    }

    /** Every marker is that of a file which the archive had, or somebody else's. */
    void checkCauses() {
        for (WalFileName file : markers()) {
            if (!world.barman().everArchived(file)
                    && !(file instanceof SegmentName && world.conflicts().contains(file))) {
                throw new AssertionError("the marker of " + file + " has no cause");
            }
        }
    }

    /** The registry holds no more than what PostgreSQL has, the margin, and the histories; and nothing unfinished. */
    void checkBounds() {
        List<WalFileName> markers = markers();
        long histories = markers.stream()
                .filter(file -> file instanceof TimelineHistoryName)
                .count();
        long bound = world.postgres().old().size() + histories + World.MARKERS_KEPT + 2;
        if (markers.size() > bound) {
            throw new AssertionError("markers pile up, more than " + bound + ": " + markers);
        }
        for (String name : names()) {
            if (name.startsWith(".")) {
                throw new AssertionError("the unfinished file " + name + " stays for ever");
            }
        }
    }

    private List<WalFileName> markers() {
        List<WalFileName> found = new ArrayList<>();
        for (String name : names()) {
            if (name.endsWith(".done")) {
                WalFileName.tryParse(name.substring(0, name.length() - 5)).ifPresent(found::add);
            }
        }
        return found;
    }

    private List<String> names() {
        try {
            return world.home().machine().disk().list(world.home().directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
