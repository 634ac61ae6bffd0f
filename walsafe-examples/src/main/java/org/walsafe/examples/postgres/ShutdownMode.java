package org.walsafe.examples.postgres;

/**
 * How a server is told to end.
 *
 * @since 0.1.0
 */
public enum ShutdownMode {
    /** An orderly end: sessions are cut off, a checkpoint is written, the archiver empties its queue. */
    FAST("INT"),
    /** At once, without a checkpoint; the next start recovers. */
    IMMEDIATE("QUIT"),
    /** The postmaster is killed; its children notice by themselves. */
    KILL("KILL");

    private final String signal;

    ShutdownMode(String signal) {
        this.signal = signal;
    }

    /** The signal to the postmaster, without {@code SIG}. */
    String signal() {
        return signal;
    }
}
