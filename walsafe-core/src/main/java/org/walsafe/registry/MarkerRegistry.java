package org.walsafe.registry;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.wal.WalFileName;

/**
 * The registry on any {@link MarkerStore}: gives the stored bytes their meaning.
 *
 * <p>Closing it closes the store.
 *
 * @since 0.1.0
 */
public final class MarkerRegistry implements WalSafeRegistry {

    private final MarkerStore store;

    /** The registry whose markers are in {@code store}. */
    public MarkerRegistry(MarkerStore store) {
        this.store = store;
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public ConfirmOutcome confirm(Confirmation confirmation) {
        return confirmAll(List.of(confirmation)).get(0);
    }

    @Override
    public List<ConfirmOutcome> confirmAll(List<Confirmation> confirmations) {
        List<NewMarker> markers = new ArrayList<>(confirmations.size());
        for (Confirmation confirmation : confirmations) {
            markers.add(new NewMarker(MarkerKey.confirmation(confirmation.file()), MarkerFormat.print(confirmation)));
        }
        List<PutOutcome> put;
        try {
            put = store.putAll(markers);
        } catch (IOException e) {
            throw unreachable("confirm " + subject(confirmations), e);
        }
        List<ConfirmOutcome> outcomes = new ArrayList<>(confirmations.size());
        for (int i = 0; i < confirmations.size(); i++) {
            outcomes.add(outcomeOf(confirmations.get(i), put.get(i)));
        }
        return outcomes;
    }

    @Override
    public Lookup lookup(WalFileName file) {
        MarkerKey key = MarkerKey.confirmation(file);
        try {
            return meaningOf(key, store.get(key));
        } catch (IOException e) {
            return new Lookup.Unknown(
                    "the registry " + location() + " cannot be asked for " + file + ": " + e.getMessage());
        } catch (RegistryUnusableException e) {
            return new Lookup.Unknown(
                    e.getMessage() + e.hint().map(hint -> ". " + hint).orElse(""));
        }
    }

    @Override
    public void list(MarkerVisitor visitor) {
        try {
            store.list(visitor);
        } catch (IOException e) {
            throw unreachable("list the markers", e);
        }
    }

    @Override
    public boolean withdraw(WalFileName file) {
        try {
            return store.remove(MarkerKey.confirmation(file));
        } catch (IOException e) {
            throw unreachable("withdraw the confirmation of " + file, e);
        }
    }

    @Override
    public void recordHole(Hole hole) {
        MarkerKey key = MarkerKey.hole(hole.file());
        PutOutcome put;
        try {
            put = store.put(new NewMarker(key, HoleFormat.print(hole)));
        } catch (IOException e) {
            throw unreachable("record the hole at " + hole.file(), e);
        }
        if (put instanceof PutOutcome.Differs differs
                && holeOf(key, differs.existing()).isEmpty()) {
            throw new RegistryUnusableException(
                    "the hole at " + hole.file() + " cannot be recorded: " + key + " in " + location()
                            + " is there and records no hole",
                    "Look at what it is, and move it away.");
        }
    }

    @Override
    public void listHoles(HoleVisitor visitor) {
        HoleKeys holes = new HoleKeys();
        list(holes);
        for (MarkerKey key : holes.keys) {
            show(key, visitor);
        }
    }

    private void show(MarkerKey key, HoleVisitor visitor) {
        StoredMarker stored;
        try {
            stored = store.get(key);
        } catch (IOException e) {
            throw unreachable("read the hole at " + key.file(), e);
        }
        Optional<Hole> hole = holeOf(key, stored);
        if (hole.isPresent()) {
            visitor.hole(hole.get());
        } else if (!(stored instanceof StoredMarker.Absent)) {
            visitor.invalid(key.file(), key + " in " + location() + " records no hole, torn or somebody else's");
        }
    }

    private static Optional<Hole> holeOf(MarkerKey key, StoredMarker stored) {
        return stored instanceof StoredMarker.Present present
                ? HoleFormat.read(key.file(), present.content())
                : Optional.empty();
    }

    @Override
    public int clearLeftovers(Instant before) {
        try {
            return store.clearLeftovers(before);
        } catch (IOException e) {
            throw unreachable("clear what was left unfinished", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private ConfirmOutcome outcomeOf(Confirmation confirmation, PutOutcome put) {
        if (put instanceof PutOutcome.Stored) {
            return new ConfirmOutcome.Recorded();
        }
        if (put instanceof PutOutcome.Differs differs) {
            MarkerKey key = MarkerKey.confirmation(confirmation.file());
            return compared(confirmation, meaningOf(key, differs.existing()));
        }
        return new ConfirmOutcome.AlreadyRecorded(confirmation);
    }

    private ConfirmOutcome compared(Confirmation confirmation, Lookup existing) {
        if (existing instanceof Lookup.Confirmed confirmed) {
            return confirmed.confirmation().agreesWith(confirmation)
                    ? new ConfirmOutcome.AlreadyRecorded(confirmed.confirmation())
                    : new ConfirmOutcome.Conflict(
                            existing,
                            "the registry " + location() + " holds a confirmation of another file named "
                                    + confirmation.file() + ": their system identifier, size or SHA-256 differ");
        }
        String reason = existing instanceof Lookup.Invalid invalid
                ? invalid.reason()
                : "what stands in the way of the confirmation of " + confirmation.file() + " cannot be read";
        return new ConfirmOutcome.Conflict(existing, reason);
    }

    private Lookup meaningOf(MarkerKey key, StoredMarker stored) {
        if (stored instanceof StoredMarker.Present present) {
            Lookup meaning = MarkerFormat.read(key.file(), present.content());
            return meaning instanceof Lookup.Invalid invalid
                    ? invalid(key, "is invalid: " + invalid.reason())
                    : meaning;
        }
        return stored instanceof StoredMarker.Unusable unusable
                ? invalid(key, unusable.reason())
                : new Lookup.NotConfirmed();
    }

    private Lookup invalid(MarkerKey key, String reason) {
        return new Lookup.Invalid("the marker " + key + " in " + location() + ' ' + reason);
    }

    private RegistryUnreachableException unreachable(String attempt, IOException cause) {
        Optional<String> hint =
                cause instanceof HostUnreachableException unreachable ? unreachable.hint() : Optional.empty();
        return new RegistryUnreachableException(
                "could not " + attempt + " in the registry " + location() + ": " + cause.getMessage(),
                hint.orElse("Nothing is lost: try again when the registry can be reached."),
                cause);
    }

    /** The keys of the holes in a listing; there are few. */
    private static final class HoleKeys implements MarkerVisitor {

        private final List<MarkerKey> keys = new ArrayList<>();

        @Override
        public void marker(MarkerKey key) {
            if (key.kind() == MarkerKind.HOLE) {
                keys.add(key);
            }
        }

        @Override
        public void stranger(String name) {
            // not a hole's
        }
    }

    private static String subject(List<Confirmation> confirmations) {
        return confirmations.size() == 1 ? confirmations.get(0).file().text() : confirmations.size() + " WAL files";
    }
}
