package org.walsafe.examples.cli;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.restore.ClusterInRecovery;
import org.walsafe.restore.Deadline;
import org.walsafe.restore.RestoreOutcome;
import org.walsafe.restore.RestoreOutcome.Restored;
import org.walsafe.restore.Spool;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * What {@code walsafe restore} has to do with segments fetched ahead: takes what is ready, and has the next ones fetched by a
 * process that stays. Whatever goes wrong with that is said, and otherwise as if there were none.
 */
final class FetchingAhead {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int LOOK_AGAIN_MILLIS = 10;
    private static final int FEWEST_JOBS = 2;

    private final RestoreOptions options;
    private final HostPath dataDirectory;
    private final HostFiles files;
    private final Terminal terminal;
    private final ClusterInRecovery cluster;
    private final Optional<Spool> spool;

    /** Nothing is fetched ahead for fewer than two jobs, and for others than a server, whose cluster is known. */
    FetchingAhead(
            RestoreOptions options,
            HostPath dataDirectory,
            ClusterInRecovery cluster,
            HostFiles files,
            Terminal terminal) {
        this.options = options;
        this.dataDirectory = dataDirectory;
        this.files = files;
        this.terminal = terminal;
        this.cluster = cluster;
        this.spool = options.jobs() < FEWEST_JOBS
                ? Optional.empty()
                : cluster.systemIdentifier()
                        .map(identifier -> new Spool(Spool.directory(
                                dataDirectory, options.spoolRoot(), identifier, options.archiveWords())));
    }

    /** Delivers a segment that is ready, or nearly; null when it is neither. */
    @Nullable
    RestoreOutcome take(WalFileName file, HostPath destination) throws InterruptedException {
        if (spool.isEmpty()
                || !(file instanceof SegmentName segment)
                || !spool.get().isServed()) {
            return null;
        }
        Deadline deadline = Deadline.in(LONGEST_WAIT);
        try {
            while (!spool.get().take(segment, files, destination)) {
                boolean worthWaiting = spool.get().isComing(segment)
                        && !deadline.hasPassed()
                        && spool.get().isServed();
                if (!worthWaiting) {
                    return null;
                }
                boolean never = new CountDownLatch(1).await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                assert !never;
            }
            return new Restored(
                    file,
                    spool.get().location(),
                    cluster.geometry().segmentSize().bytes());
        } catch (IOException e) {
            terminal.complain(RestoreCommand.NAME, "the spool is passed over: " + e.getMessage());
            return null;
        }
    }

    /** Has the segments after a restored one fetched. */
    void goOnAfter(RestoreOutcome outcome) {
        if (spool.isPresent()
                && outcome instanceof Restored
                && outcome.file() instanceof SegmentName segment
                && cluster.geometry().contains(segment)) {
            try {
                spool.get().ask(cluster.geometry().next(segment), files);
                if (!spool.get().isServed()) {
                    startPrefetcher(spool.get());
                }
            } catch (IOException e) {
                terminal.complain(RestoreCommand.NAME, "nothing is fetched ahead: " + e.getMessage());
            }
        }
    }

    private void startPrefetcher(Spool served) throws IOException {
        HostPath program = Launcher.program()
                .orElseThrow(() ->
                        new IOException("the program walsafe is needed for that, and this Java was not started by it"));
        List<String> words = new ArrayList<>(List.of(program.value(), PrefetchCommand.NAME));
        words.addAll(options.wordsOfArchive());
        File log = new File(served.location(), "log");
        Process started = new ProcessBuilder(words)
                .directory(new File(dataDirectory.value()))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log)
                .redirectError(log)
                .start();
        started.getOutputStream().close();
    }
}
