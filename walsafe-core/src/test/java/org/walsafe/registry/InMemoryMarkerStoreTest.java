package org.walsafe.registry;

import org.walsafe.tck.FaultyMarkerStore;
import org.walsafe.tck.MarkerStoreContract;

class InMemoryMarkerStoreTest extends MarkerStoreContract {

    private final InMemoryMarkerStore memory = new InMemoryMarkerStore();
    private final FaultyMarkerStore store = new FaultyMarkerStore(memory);

    @Override
    protected MarkerStore store() {
        return store;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) {
        memory.plant(
                key,
                bytes.length > MarkerContent.MAXIMUM_BYTES
                        ? new StoredMarker.Unusable("is larger than a marker may be")
                        : new StoredMarker.Present(MarkerContent.of(bytes)));
    }

    /** Memory cannot be out of reach, so this is the faulty store's own test. */
    @Override
    protected void makeUnreachable() {
        store.failAfter(0);
    }
}
