package org.walsafe.examples.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.walsafe.clone.CloneFinding;
import org.walsafe.clone.CloneProgress;
import org.walsafe.error.PrintableText;

/** Says on standard error what a clone does and finds; on a terminal, also how far the copy has come, on one line. */
final class CloneProgressLine implements CloneProgress, AutoCloseable {

    private static final long INTERVAL = Duration.ofMillis(500).toNanos();
    private static final double SECOND = 1e9;
    private static final double MEGABYTE = 1e6;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final Progress.Watched watched;
    private final LongSupplier nanoTime;
    private final AtomicLong nextShown = new AtomicLong();
    private final AtomicLong plannedFiles = new AtomicLong();
    private final AtomicLong plannedBytes = new AtomicLong();
    private final LongAdder files = new LongAdder();
    private final LongAdder copied = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private volatile long began;
    private volatile boolean shown;

    CloneProgressLine(Terminal terminal, Progress.Watched watched, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.watched = watched;
        this.nanoTime = nanoTime;
    }

    @Override
    public void step(String sentence) {
        say(sentence);
    }

    @Override
    public void found(CloneFinding finding) {
        say(finding.toString());
    }

    @Override
    public void waiting(String reason) {
        say("waiting: " + reason);
    }

    /** For people alone: with JSON, the findings are printed as facts. */
    private synchronized void say(String sentence) {
        if (terminal.complaints() == Terminal.Form.TEXT) {
            clear();
            terminal.err().println(PrintableText.onOneLine(sentence));
        }
    }

    @Override
    public void planned(long allFiles, long allBytes) {
        began = nanoTime.getAsLong();
        plannedFiles.set(allFiles);
        plannedBytes.set(allBytes);
        nextShown.set(began + INTERVAL);
        say("the backup has " + allFiles + " files, " + Math.round(allBytes / MEGABYTE) + " MB");
    }

    @Override
    public void copied(long bytes) {
        copied.add(bytes);
        showWhenDue();
    }

    @Override
    public void kept(long bytes) {
        kept.add(bytes);
        showWhenDue();
    }

    @Override
    public void finishedFile() {
        files.increment();
    }

    private void showWhenDue() {
        if (watched == Progress.Watched.NONE || terminal.complaints() == Terminal.Form.JSON) {
            return;
        }
        long now = nanoTime.getAsLong();
        long due = nextShown.get();
        if (now - due >= 0 && nextShown.compareAndSet(due, now + INTERVAL)) {
            show((now - began) / SECOND);
        }
    }

    private synchronized void show(double seconds) {
        PrintStream err = terminal.err();
        err.print("\r"
                + String.format(
                        Locale.ROOT,
                        "%d of %d files, %.0f of %.0f MB, %.0f MB/s",
                        files.sum(),
                        plannedFiles.get(),
                        (copied.sum() + kept.sum()) / MEGABYTE,
                        plannedBytes.get() / MEGABYTE,
                        copied.sum() / MEGABYTE / seconds)
                + "\u001b[K");
        err.flush();
        shown = true;
    }

    private void clear() {
        if (shown) {
            terminal.err().print(ERASE_LINE);
            terminal.err().flush();
            shown = false;
        }
    }

    @Override
    public synchronized void close() {
        clear();
    }
}
