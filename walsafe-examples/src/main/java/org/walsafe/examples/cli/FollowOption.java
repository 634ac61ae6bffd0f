package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.barman.HookSpool;
import org.walsafe.reconcile.DirectoryWakeUp;
import org.walsafe.reconcile.IntervalWakeUp;
import org.walsafe.reconcile.ReconcileStatusFile;
import org.walsafe.reconcile.ReconcileStatusSink;
import org.walsafe.reconcile.ReconcileTiming;
import org.walsafe.reconcile.SpoolWakeUp;
import org.walsafe.reconcile.WakeUp;
import picocli.CommandLine.Option;

/** How to stay resident. */
final class FollowOption {

    @Option(
            names = "--follow",
            required = true,
            description = "Stay, and reconcile as soon as a WAL file appears in the archive, until SIGTERM.")
    @SuppressWarnings("UnusedVariable") // that it was given makes this group
    private boolean follow;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How often to look though nothing was seen to appear (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(
            names = "--spool",
            paramLabel = "DIRECTORY",
            description = "Where the line of 'walsafe hook-script' drops the names of archived files.")
    private @Nullable String spool;

    @Option(
            names = "--status-file",
            paramLabel = "FILE",
            description = "Where to keep the status as JSON: lag, oldest unconfirmed, last error.")
    private @Nullable String statusFile;

    /** How often to look. */
    ReconcileTiming timing() {
        return ReconcileTiming.DEFAULT.withInterval(Duration.ofSeconds(interval));
    }

    /** What to wait by: the system's word where the directories are on this machine, else the clock. */
    WakeUp wakeUp(List<Path> archiveAndStatus, Hosts hosts) throws IOException {
        List<Path> watched = new ArrayList<>(archiveAndStatus);
        Optional<Place> names = spool == null ? Optional.empty() : Optional.of(hosts.place("--spool", spool));
        names.flatMap(Place::local).ifPresent(watched::add);
        WakeUp wakeUp = watched.isEmpty() ? new IntervalWakeUp() : new DirectoryWakeUp(watched);
        return names.isPresent()
                ? new SpoolWakeUp(
                        wakeUp, new HookSpool(names.get().host(), names.get().path()))
                : wakeUp;
    }

    /** Where to keep the status. */
    ReconcileStatusSink status(Hosts hosts) throws IOException {
        if (statusFile == null) {
            return ReconcileStatusSink.NONE;
        }
        Place place = hosts.place("--status-file", statusFile);
        return new ReconcileStatusFile(place.host(), place.path());
    }
}
