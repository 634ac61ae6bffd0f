package org.walsafe.tck;

import java.io.IOException;
import java.util.List;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.NewMarker;
import org.walsafe.registry.PutOutcome;
import org.walsafe.registry.StoredMarker;

/**
 * A store whose place can be put out of reach, for tests. Until told otherwise it is the store beneath.
 *
 * <p>Thread-safe when the store beneath is.
 *
 * @since 0.1.0
 */
public final class FaultyMarkerStore implements MarkerStore {

    private final MarkerStore store;
    private final Countdown countdown = new Countdown();

    /**
     * A store without faults as yet.
     *
     * @param store the store beneath, closed with this one
     */
    public FaultyMarkerStore(MarkerStore store) {
        this.store = store;
    }

    /**
     * From now on, some operations succeed and all later ones fail: {@link Long#MAX_VALUE} ends the fault.
     *
     * @param operations how many succeed; one marker is one operation of {@link #putAll}
     */
    public void failAfter(long operations) {
        countdown.failAfter(operations);
    }

    @Override
    public String location() {
        return store.location();
    }

    @Override
    public PutOutcome put(NewMarker marker) throws IOException {
        countdown.pass(location());
        return store.put(marker);
    }

    @Override
    public List<PutOutcome> putAll(List<NewMarker> markers) throws IOException {
        return MarkerStore.super.putAll(markers);
    }

    @Override
    public StoredMarker get(MarkerKey key) throws IOException {
        countdown.pass(location());
        return store.get(key);
    }

    @Override
    public void list(MarkerVisitor visitor) throws IOException {
        countdown.pass(location());
        store.list(visitor);
    }

    @Override
    public boolean remove(MarkerKey key) throws IOException {
        countdown.pass(location());
        return store.remove(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
