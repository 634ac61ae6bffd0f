package org.walsafe.examples.policy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.walsafe.archive.Acknowledgement;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.BacklogLimits;
import org.walsafe.archive.OverflowValve;
import org.walsafe.archive.ServerBacklog;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.registry.QuorumRegistry;
import org.walsafe.registry.WalSafeRegistry;

/**
 * A gate with every lock on the door, and the one key to it: a WAL file goes once two archives hold what is byte for byte
 * the server's own file; but before the disk runs full it goes unconfirmed, for somebody has put their name to that.
 */
public final class TwoArchivesGate {

    private TwoArchivesGate() {}

    /**
     * {@return what may go}
     *
     * @param leastFreeBytes how much room PostgreSQL must be left; below it files go unconfirmed
     */
    public static ArchivePolicy policy(long leastFreeBytes) {
        Acknowledgement mary = new Acknowledgement("mary@example.com", "taking orders goes before keeping history");
        return ArchivePolicy.of(ArchivePolicies.backupHistoryAccepted())
                .then(ArchivePolicies.partialAccepted())
                .then(OverflowValve.whenFewerBytesAreFreeThan(leastFreeBytes, mary))
                .then(ArchivePolicies.byteIdentical())
                .noticing(ArchivePolicies.backlogNotice(new BacklogLimits(200, Duration.ofHours(1))));
    }

    /**
     * {@return the gate}
     *
     * @param host PostgreSQL's machine
     * @param dataDirectory its data directory
     * @param registries one for each archive; all must confirm
     */
    public static ArchiveGate gate(Host host, HostPath dataDirectory, List<WalSafeRegistry> registries) {
        WalSafeRegistry both = new QuorumRegistry(registries.size(), registries);
        return ArchiveGate.builder(both, host.files(), InstantSource.system())
                .policy(policy(5L << 30))
                .backlog(new ServerBacklog(host, dataDirectory, InstantSource.system()))
                .build();
    }
}
