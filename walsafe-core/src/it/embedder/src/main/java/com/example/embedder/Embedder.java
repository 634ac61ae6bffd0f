package com.example.embedder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** A program that embeds WalSafe and knows nothing of it but what walsafe-core publishes. */
final class Embedder {

    private Embedder() {}

    /** Runs on two segments that PostgreSQL waits to have archived. */
    public static void main(String[] segments) throws Exception {
        ExampleCluster cluster = ExampleCluster.of(List.of(Path.of(segments[0]), Path.of(segments[1])));

        List<ArchiveDecision> decisions = beforeAndAfterConfirming(
                HostPath.of(cluster.walSafeDirectory().toString()),
                HostPath.of(cluster.dataDirectory().toString()).child("pg_xlog"),
                cluster.segments().get(0));

        decisions.forEach(System.out::println);
        require(decisions.get(0) instanceof ArchiveDecision.Pending);
        require(decisions.get(1) instanceof ArchiveDecision.Archived);
    }

    private static List<ArchiveDecision> beforeAndAfterConfirming(
            HostPath walSafeDirectory, HostPath pgWal, String name) throws IOException {
        try (Host host = new LocalHost();
                WalSafeRegistry registry = new MarkerRegistry(DirectoryMarkerStore.on(host, walSafeDirectory))) {
            ArchiveGate gate = ArchiveGate.builder(registry, host.files(), InstantSource.system()).build();
            ArchiveDecision before = gate.decide(pgWal.child(name), name); // Pending: PostgreSQL keeps the file

            registry.confirm(Confirmation.unattested(WalFileName.parse(name)));
            ArchiveDecision after = gate.decide(pgWal.child(name), name); // Archived: PostgreSQL may recycle it
            return List.of(before, after);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("see above");
        }
    }
}
