package org.walsafe.examples.cli;

/** The work of a resident command: done when a signal ends it, and what its failure says when it ends by itself. */
final class UntilSignal {

    private UntilSignal() {}

    /**
     * Work that goes on until somebody ends it.
     *
     * @param <E> what it may fail with
     */
    @FunctionalInterface
    interface Work<E extends Exception> {
        void run() throws E, InterruptedException;
    }

    /**
     * Runs {@code work} on this thread. Told by a signal to end, the process runs {@code end} and exits with {@link
     * ExitStatus#DONE}; otherwise Java would report the signal.
     *
     * @param end ends the work and tidies up
     */
    static <E extends Exception> void run(Work<E> work, Runnable end) throws E, InterruptedException {
        Thread told = new Thread(() -> exit(end), "walsafe end");
        Runtime.getRuntime().addShutdownHook(told);
        try {
            work.run();
        } finally {
            forget(told);
        }
    }

    private static void exit(Runnable end) {
        end.run();
        Runtime.getRuntime().halt(ExitStatus.DONE.code());
    }

    private static void forget(Thread told) {
        try {
            Runtime.getRuntime().removeShutdownHook(told);
        } catch (IllegalStateException signalled) {
            // it is what ended the work, and ends the process
        }
    }
}
