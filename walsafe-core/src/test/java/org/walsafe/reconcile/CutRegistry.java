package org.walsafe.reconcile;

import java.io.IOException;
import java.util.List;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleVisitor;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/**
 * A registry that its user loses after so many calls: before the call has any effect, after it, or in the middle of a batch.
 * What is lost stays lost, as for a process that was killed.
 */
final class CutRegistry implements WalSafeRegistry {

    enum Moment {
        BEFORE,
        IN_THE_MIDDLE,
        AFTER
    }

    private final WalSafeRegistry registry;
    private final Moment moment;
    private int callsLeft;

    CutRegistry(WalSafeRegistry registry, int callsLeft, Moment moment) {
        this.registry = registry;
        this.callsLeft = callsLeft;
        this.moment = moment;
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
        if (isCut()) {
            int recorded =
                    switch (moment) {
                        case BEFORE -> 0;
                        case IN_THE_MIDDLE -> confirmations.size() / 2;
                        case AFTER -> confirmations.size();
                    };
            registry.confirmAll(confirmations.subList(0, recorded));
            throw cut();
        }
        return registry.confirmAll(confirmations);
    }

    @Override
    public boolean withdraw(WalFileName file) {
        if (isCut()) {
            if (moment == Moment.AFTER) {
                registry.withdraw(file);
            }
            throw cut();
        }
        return registry.withdraw(file);
    }

    @Override
    public Lookup lookup(WalFileName file) {
        return isCut() ? new Lookup.Unknown("cut off") : registry.lookup(file);
    }

    @Override
    public void list(MarkerVisitor visitor) {
        if (isCut()) {
            throw cut();
        }
        registry.list(visitor);
    }

    @Override
    public void recordHole(Hole hole) {
        throw new UnsupportedOperationException("reconciling records no holes");
    }

    @Override
    public void listHoles(HoleVisitor visitor) {
        throw new UnsupportedOperationException("reconciling looks at no holes");
    }

    @Override
    public void close() {
        // the registry beneath goes on
    }

    private boolean isCut() {
        return callsLeft-- <= 0;
    }

    private static RegistryUnreachableException cut() {
        return new RegistryUnreachableException("cut off", "Run again.", new IOException("cut off"));
    }
}
