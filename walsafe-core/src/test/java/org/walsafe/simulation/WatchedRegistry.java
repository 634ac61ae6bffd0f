package org.walsafe.simulation;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleVisitor;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** The registry beneath, telling of each confirmation that is about to be withdrawn. */
class WatchedRegistry implements WalSafeRegistry {

    private final WalSafeRegistry registry;
    private final Consumer<WalFileName> withdrawals;

    WatchedRegistry(WalSafeRegistry registry, Consumer<WalFileName> withdrawals) {
        this.registry = registry;
        this.withdrawals = withdrawals;
    }

    @Override
    public String location() {
        return registry.location();
    }

    @Override
    public ConfirmOutcome confirm(Confirmation confirmation) {
        return confirmAll(List.of(confirmation)).get(0);
    }

    @Override
    public List<ConfirmOutcome> confirmAll(List<Confirmation> confirmations) {
        return registry.confirmAll(confirmations);
    }

    @Override
    public Lookup lookup(WalFileName file) {
        return registry.lookup(file);
    }

    @Override
    public void list(MarkerVisitor visitor) {
        registry.list(visitor);
    }

    @Override
    public boolean withdraw(WalFileName file) {
        withdrawals.accept(file);
        return registry.withdraw(file);
    }

    @Override
    public void recordHole(Hole hole) {
        registry.recordHole(hole);
    }

    @Override
    public void listHoles(HoleVisitor visitor) {
        registry.listHoles(visitor);
    }

    @Override
    public int clearLeftovers(Instant before) {
        return registry.clearLeftovers(before);
    }

    @Override
    public void close() {
        registry.close();
    }
}
