package org.walsafe.registry;

import org.walsafe.tck.FaultyMarkerStore;
import org.walsafe.tck.WalSafeRegistryContract;

/** The registry in this process's memory. */
class InMemoryRegistryTest extends WalSafeRegistryContract {

    private final InMemoryMarkerStore memory = new InMemoryMarkerStore();
    private final FaultyMarkerStore store = new FaultyMarkerStore(memory);
    private final WalSafeRegistry registry = new MarkerRegistry(store);

    @Override
    protected WalSafeRegistry registry() {
        return registry;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) {
        plant(memory, key, bytes);
    }

    @Override
    protected void makeUnreachable() {
        store.failAfter(0);
    }

    static void plant(InMemoryMarkerStore memory, MarkerKey key, byte[] bytes) {
        memory.plant(
                key,
                bytes.length > MarkerContent.MAXIMUM_BYTES
                        ? new StoredMarker.Unusable("is larger than a marker may be")
                        : new StoredMarker.Present(MarkerContent.of(bytes)));
    }
}
