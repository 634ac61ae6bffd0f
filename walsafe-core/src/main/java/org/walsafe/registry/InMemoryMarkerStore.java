package org.walsafe.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Markers in this process's memory, gone with it: for tests of policies and archivers, and for trying things out.
 *
 * <p>Thread-safe; never blocks.
 *
 * @since 0.1.0
 */
public final class InMemoryMarkerStore implements MarkerStore {

    private final Map<MarkerKey, StoredMarker> markers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** An empty store. */
    public InMemoryMarkerStore() {}

    /** Puts {@code marker} in place of whatever is there, as somebody without manners might; for tests. */
    public void plant(MarkerKey key, StoredMarker marker) {
        requireOpen();
        if (marker instanceof StoredMarker.Absent) {
            markers.remove(key);
        } else {
            markers.put(key, marker);
        }
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public PutOutcome put(NewMarker marker) {
        requireOpen();
        StoredMarker put = new StoredMarker.Present(marker.content());
        StoredMarker existing = markers.putIfAbsent(marker.key(), put);
        if (existing == null) {
            return new PutOutcome.Stored();
        }
        return existing.equals(put) ? new PutOutcome.AlreadyStored() : new PutOutcome.Differs(existing);
    }

    @Override
    public StoredMarker get(MarkerKey key) {
        requireOpen();
        StoredMarker stored = markers.get(key);
        return stored == null ? new StoredMarker.Absent() : stored;
    }

    @Override
    public void list(MarkerVisitor visitor) {
        requireOpen();
        for (MarkerKey key : markers.keySet()) {
            visitor.marker(key);
        }
    }

    @Override
    public boolean remove(MarkerKey key) {
        requireOpen();
        return markers.remove(key) != null;
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the marker store in memory is closed");
        }
    }
}
