package org.walsafe.registry;

import java.util.List;
import java.util.stream.Stream;
import org.walsafe.tck.FaultyMarkerStore;
import org.walsafe.tck.WalSafeRegistryContract;

/** Two of three registries, which keep the promises of one. */
class QuorumRegistryContractTest extends WalSafeRegistryContract {

    private final List<InMemoryMarkerStore> memories =
            Stream.generate(InMemoryMarkerStore::new).limit(3).toList();
    private final List<FaultyMarkerStore> stores =
            memories.stream().map(FaultyMarkerStore::new).toList();
    private final WalSafeRegistry registry =
            new QuorumRegistry(2, stores.stream().map(MarkerRegistry::new).toList());

    @Override
    protected WalSafeRegistry registry() {
        return registry;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) {
        memories.forEach(memory -> InMemoryRegistryTest.plant(memory, key, bytes));
    }

    @Override
    protected void makeUnreachable() {
        stores.forEach(store -> store.failAfter(0));
    }
}
