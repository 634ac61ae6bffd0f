package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;

/** A resident reconciler as a process of its own, to be killed: its argument is a directory with all three parties. */
final class ReconcileLoopProcess {

    private ReconcileLoopProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Host host = new LocalHost();
        HostPath safe = HostPath.of(root + "/safe");
        HostPath data = HostPath.of(root + "/data");
        ReconcilerConfig config = ReconcilerConfig.of(
                        new ArchiveStatusDirectory(host, data, InstantSource.system()),
                        new DirectoryArchive(host, HostPath.of(root + "/archive")),
                        new MarkerRegistry(DirectoryMarkerStore.on(host, safe)))
                .comparingWith(new PrimaryWalDirectory(host, data));
        ReconcileLoop loop = new ReconcileLoop(
                ReconcileLoopConfig.of(new Reconciler(config), new DirectoryWakeUp(List.of(root.resolve("archive"))))
                        .withLock(new DirectoryLease(host, safe, "test", DirectoryLease.DEFAULT_LENGTH))
                        .withStatus(new ReconcileStatusFile(host, HostPath.of(root + "/status.json")))
                        .withTiming(ReconcileTiming.DEFAULT.withInterval(Duration.ofMillis(200))));
        Runtime.getRuntime().addShutdownHook(new Thread(loop::close, "stop"));
        loop.run();
    }
}
