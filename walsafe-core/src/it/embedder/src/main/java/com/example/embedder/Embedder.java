package com.example.embedder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.archive.PgWalDirectory;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.reconcile.DirectoryArchive;
import org.walsafe.reconcile.ReconcileReport;
import org.walsafe.reconcile.Reconciler;
import org.walsafe.reconcile.ReconcilerConfig;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** A program that embeds WalSafe and knows nothing of it but what walsafe-core publishes. */
final class Embedder {

    private Embedder() {}

    /** Runs on two segments that PostgreSQL waits to have archived, and that the archive holds. */
    public static void main(String[] segments) throws Exception {
        ExampleCluster cluster = ExampleCluster.of(List.of(Path.of(segments[0]), Path.of(segments[1])));

        List<?> story = confirmDecideAndReconcile(
                HostPath.of(cluster.walSafeDirectory().toString()),
                HostPath.of(cluster.dataDirectory().toString()),
                HostPath.of(cluster.archive().toString()),
                cluster.segments().get(0));

        story.forEach(System.out::println);
        require(story.get(0) instanceof ArchiveDecision.Pending);
        require(story.get(1) instanceof ArchiveDecision.Archived);
        require(story.get(2) instanceof ReconcileReport report && report.confirmed() == 1 && report.unconfirmed() == 0);
    }

    private static List<?> confirmDecideAndReconcile(
            HostPath walSafeDirectory, HostPath dataDirectory, HostPath archive, String name)
            throws IOException, InterruptedException {
        try (Host host = new LocalHost();
                WalSafeRegistry registry = new MarkerRegistry(DirectoryMarkerStore.on(host, walSafeDirectory))) {
            ArchiveGate gate = ArchiveGate.builder(registry, host.files(), InstantSource.system()).build();
            HostPath file = PgWalDirectory.find(host, dataDirectory).path().child(name);
            ArchiveDecision before = gate.decide(file, name); // Pending: PostgreSQL keeps the file

            registry.confirm(Confirmation.unattested(WalFileName.parse(name)));
            ArchiveDecision after = gate.decide(file, name); // Archived: PostgreSQL may recycle it

            Reconciler reconciler = new Reconciler(ReconcilerConfig.of(
                    new ArchiveStatusDirectory(host, dataDirectory, InstantSource.system()),
                    new DirectoryArchive(host, archive),
                    registry));
            ReconcileReport report = reconciler.reconcile(); // confirms whatever else the archive holds
            return List.of(before, after, report);
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("see above");
        }
    }
}
