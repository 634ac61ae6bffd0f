package org.walsafe.simulation;

import org.walsafe.archive.ArchivePolicy;
import org.walsafe.reconcile.ArchiveDurability;
import org.walsafe.reconcile.WalArchive;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.SimulatedHost;

/** How WalSafe goes about its work: as it does, unless an implementation breaks it on purpose. */
interface Conduct {

    /** The code as it is. */
    Conduct FAITHFUL = new Conduct() {};

    /** How carefully files are published. */
    default SimulatedHost.Care care() {
        return SimulatedHost.Care.FULL;
    }

    /** What lets files go. */
    default ArchivePolicy policy(ArchivePolicy faithful) {
        return faithful;
    }

    /** The registry that everyone works with. */
    default WalSafeRegistry registry(WalSafeRegistry faithful) {
        return faithful;
    }

    /** The archive that the reconciler looks at. */
    default WalArchive archive(WalArchive faithful) {
        return faithful;
    }

    /** Who flushes what Barman has archived. */
    default ArchiveDurability durability() {
        return ArchiveDurability.FLUSHED_BY_US;
    }
}
