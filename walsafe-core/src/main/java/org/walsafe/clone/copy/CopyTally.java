package org.walsafe.clone.copy;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import org.walsafe.verify.ReadRate;

/** Counts what a copy does, tells the listener, and keeps to the rate. Thread-safe. */
final class CopyTally {

    private final CopyProgress progress;
    private final ReadRate rate;
    private final long begin = System.nanoTime();
    private final LongAdder filesCopied = new LongAdder();
    private final LongAdder filesKept = new LongAdder();
    private final LongAdder bytesCopied = new LongAdder();
    private final LongAdder bytesKept = new LongAdder();
    private final LongAdder directories = new LongAdder();
    private final LongAdder interruptions = new LongAdder();
    private final Map<VerifiedBy, Long> verifiedBy = new ConcurrentHashMap<>();
    private final Set<String> skipped = new ConcurrentSkipListSet<>();
    private volatile long lastReceived = begin;

    CopyTally(CopyProgress progress, CopyLimits limits) {
        this.progress = progress;
        this.rate = limits.bytesPerSecond().isPresent()
                ? ReadRate.of(limits.bytesPerSecond().getAsLong())
                : ReadRate.unlimited();
    }

    void planned(long files, long bytes) {
        progress.planned(files, bytes);
    }

    /** Bytes came from the source; waits where they came too fast. */
    void received(int bytes) throws InterruptedIOException {
        lastReceived = System.nanoTime();
        progress.copied(bytes);
        rate.spend(bytes);
    }

    void copied(long size, VerifiedBy by) {
        filesCopied.increment();
        bytesCopied.add(size);
        verified(by);
    }

    void kept(long size, VerifiedBy by) {
        filesKept.increment();
        bytesKept.add(size);
        verified(by);
    }

    /** A file was kept whose bytes do not come from the source any more. */
    void keptUnread(long size, VerifiedBy by) {
        progress.kept(size);
        kept(size, by);
    }

    private void verified(VerifiedBy by) {
        verifiedBy.merge(by, 1L, Long::sum);
        progress.finishedFile();
    }

    void madeDirectory() {
        directories.increment();
    }

    void skipped(String path) {
        skipped.add(path);
    }

    void interrupted(String reason) {
        interruptions.increment();
        progress.waiting(reason);
    }

    /** How long ago the source last gave anything. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastReceived);
    }

    CopyReport report() {
        return new CopyReport(
                filesCopied.sum(),
                filesKept.sum(),
                bytesCopied.sum(),
                bytesKept.sum(),
                verifiedBy,
                directories.sum(),
                List.copyOf(skipped),
                interruptions.sum(),
                Duration.ofNanos(System.nanoTime() - begin));
    }
}
