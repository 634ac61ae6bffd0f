package org.walsafe.restore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalGeometry;

/**
 * Keeps the next segments of one server ready in its {@link Spool}, until nobody asks for a while. It goes on where it is asked to,
 * and follows the timeline that an archive goes on with.
 *
 * <p>It only ever says "here it is": whether a segment is absent, and what came of asking, is for whoever asks next to find out
 * anew. Killed at any moment, it leaves nothing that is delivered: an entry gets its name when it is whole, checked and durable,
 * and one that is left behind counts only while its prefetcher lives.
 *
 * <p>For one thread, which blocks in {@link #run}.
 *
 * @since 0.1.0
 */
public final class Prefetcher {

    private static final Logger LOG = LoggerFactory.getLogger(Prefetcher.class);

    /** How soon it is noticed that a segment was taken. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /** How soon something that could not be had is tried again. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final WalRestorer restorer;
    private final HostFiles files;
    private final Spool spool;
    private final WalGeometry geometry;
    private final PrefetchSettings settings;
    private final FetchWindow window;
    private final BlockingQueue<Fetched> fetched = new LinkedBlockingQueue<>();
    private Set<SegmentName> ready = Set.of();
    private @Nullable SegmentName lastWanted;
    private @Nullable Deadline blocked;

    private record Fetched(SegmentName segment, RestoreOutcome outcome) {}

    /**
     * Prepares; nothing is fetched yet.
     *
     * @param restorer gets and checks the segments
     * @param files the files of this machine
     * @param spool where to keep them
     * @param geometry how the cluster's log is cut into segments
     * @param settings how far to go
     */
    public Prefetcher(
            WalRestorer restorer, HostFiles files, Spool spool, WalGeometry geometry, PrefetchSettings settings) {
        this.restorer = restorer;
        this.files = files;
        this.spool = spool;
        this.geometry = geometry;
        this.settings = settings;
        this.window = new FetchWindow(geometry, settings.window(geometry.segmentSize()));
    }

    /**
     * Fetches ahead until nobody has asked for as long as the settings say. Does nothing when another process does it already.
     *
     * @param destinations the directory that segments will be delivered to, {@code pg_wal}
     * @throws IOException when the spool cannot be used
     * @throws InterruptedException when the thread is interrupted; the spool is then as empty as after an ordinary end
     */
    public void run(HostPath destinations) throws IOException, InterruptedException {
        spool.make();
        Optional<FileChannel> lock = spool.lock();
        if (lock.isEmpty()) {
            return;
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(settings.workers(), task -> {
            Thread thread = new Thread(task, "walsafe prefetch " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try (FileChannel held = lock.get()) {
            spool.clear();
            spool.announce(destinations, files);
            LOG.debug("{} is served, held by {}", spool.location(), held);
            serve(workers);
        } finally {
            workers.shutdownNow();
            if (workers.awaitTermination(1, TimeUnit.MINUTES)) {
                spool.clear();
            }
        }
    }

    private void serve(ExecutorService workers) throws IOException, InterruptedException {
        Deadline idle = Deadline.in(settings.idle());
        while (!idle.hasPassed()) {
            Set<SegmentName> before = ready;
            ready = spool.ready();
            if (followWanted() || !ready.containsAll(before)) {
                idle = Deadline.in(settings.idle());
            }
            while (blocked == null || blocked.hasPassed()) {
                Optional<SegmentName> next = window.take(ready);
                if (next.isEmpty()) {
                    break;
                }
                begin(next.get(), workers);
            }
            Fetched arrived = fetched.poll(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            if (arrived != null) {
                note(arrived);
            }
        }
    }

    /** Whether somebody has asked since the last look. */
    private boolean followWanted() throws IOException {
        Optional<SegmentName> wanted = spool.wanted();
        if (wanted.isEmpty() || wanted.get().equals(lastWanted)) {
            return false;
        }
        lastWanted = wanted.get();
        if (window.moveTo(wanted.get(), ready)) {
            for (SegmentName stale : ready) {
                spool.delete(stale);
            }
            ready = Set.of();
        }
        blocked = null;
        return true;
    }

    private void begin(SegmentName segment, ExecutorService workers) throws IOException {
        spool.markComing(segment);
        workers.execute(() -> {
            try {
                fetched.add(new Fetched(segment, restorer.restore(segment, spool.entry(segment))));
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } finally {
                spool.unmarkComing(segment);
            }
        });
    }

    private void note(Fetched arrived) throws IOException {
        SegmentName segment = arrived.segment();
        if (arrived.outcome() instanceof RestoreOutcome.Restored) {
            if (window.arrived(segment)) {
                ready = with(segment);
            } else {
                spool.delete(segment);
            }
            return;
        }
        LOG.debug("not fetched ahead: {}", arrived.outcome().reason());
        boolean absent = arrived.outcome() instanceof RestoreOutcome.ProvenAbsent;
        Optional<SegmentName> continued = absent ? restorer.continuation(segment, geometry) : Optional.empty();
        window.failed(segment, continued.orElse(segment));
        blocked = continued.isPresent() ? null : Deadline.in(TRY_AGAIN);
    }

    private Set<SegmentName> with(SegmentName segment) {
        Set<SegmentName> more = new HashSet<>(ready);
        more.add(segment);
        return more;
    }
}
