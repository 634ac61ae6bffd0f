package org.walsafe.examples.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A line on a terminal that counts what a long command has dealt with, and is gone when the command has ended. The launcher
 * says whether anybody watches: only a shell can tell standard error from a file.
 *
 * <p>For one thread.
 */
final class Progress implements AutoCloseable {

    /** Where the launcher says which of its outputs are terminals. */
    static final String PROPERTY = "walsafe.terminal";

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final String TO_BEGINNING_OF_LINE = "\r";
    private static final String ERASE_LINE = "\r\u001b[K";

    /** Which outputs of the program are terminals, in the launcher's words. */
    enum Watched {
        /** Nobody watches standard error. */
        NONE,
        /** Standard error alone: facts go elsewhere. */
        ERR,
        /** Standard error and standard output. */
        BOTH;

        /** What the launcher said; nothing was said where there is none. */
        static Watched now() {
            return switch (System.getProperty(PROPERTY, "")) {
                case "err" -> ERR;
                case "both" -> BOTH;
                default -> NONE;
            };
        }
    }

    private final PrintStream err;
    private final Watched watched;
    private final String unit;
    private final LongSupplier nanoTime;
    private long count;
    private long lastShown;
    private boolean shown;

    /**
     * Counts from zero; shows nothing before something has taken its time.
     *
     * @param err standard error
     * @param watched nothing is ever shown where this is {@link Watched#NONE}
     * @param unit what is counted, to follow the number
     * @param nanoTime tells how time passes
     */
    Progress(PrintStream err, Watched watched, String unit, LongSupplier nanoTime) {
        this.err = err;
        this.watched = watched;
        this.unit = unit;
        this.nanoTime = nanoTime;
        this.lastShown = nanoTime.getAsLong();
    }

    /** One more is dealt with. */
    void step() {
        count++;
        if (watched != Watched.NONE && nanoTime.getAsLong() - lastShown >= INTERVAL_NANOS) {
            err.print(TO_BEGINNING_OF_LINE + count + " " + unit);
            err.flush();
            shown = true;
            lastShown = nanoTime.getAsLong();
        }
    }

    /** Takes the line away, for something else to be printed. */
    void clear() {
        if (shown) {
            err.print(ERASE_LINE);
            err.flush();
            shown = false;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
