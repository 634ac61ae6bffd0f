package org.walsafe.examples.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.walsafe.verify.VerificationProgress;

/** The progress of a verification on one line of a terminal, with its rate and the time left. Thread-safe. */
final class ProgressLine implements VerificationProgress, AutoCloseable {

    private static final long INTERVAL = Duration.ofMillis(500).toNanos();
    private static final double SECOND = 1e9;
    private static final double MEGABYTE = 1e6;

    private final PrintStream terminal;
    private final LongSupplier nanoClock;
    private final long start;
    private final AtomicLong nextShown;
    private final AtomicLong planned = new AtomicLong();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder files = new LongAdder();

    ProgressLine(PrintStream terminal, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        this.nextShown = new AtomicLong(start + INTERVAL);
    }

    @Override
    public void planned(long all) {
        planned.addAndGet(all);
    }

    @Override
    public void read(long more) {
        bytes.add(more);
        showWhenDue();
    }

    @Override
    public void finished(long more) {
        files.add(more);
        showWhenDue();
    }

    private void showWhenDue() {
        long now = nanoClock.getAsLong();
        long due = nextShown.get();
        if (now - due >= 0 && nextShown.compareAndSet(due, now + INTERVAL)) {
            terminal.print("\r" + line((now - start) / SECOND) + "\033[K");
            terminal.flush();
        }
    }

    private String line(double seconds) {
        long done = files.sum();
        long all = planned.get();
        String line =
                String.format(Locale.ROOT, "%d of %d files, %.0f MB/s", done, all, bytes.sum() / MEGABYTE / seconds);
        return done == 0 ? line : line + String.format(Locale.ROOT, ", %.0f s left", seconds / done * (all - done));
    }

    /** Clears the line. */
    @Override
    public void close() {
        terminal.print("\r\033[K");
        terminal.flush();
    }
}
