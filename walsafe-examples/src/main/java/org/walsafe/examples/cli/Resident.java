package org.walsafe.examples.cli;

import org.walsafe.reconcile.ReconcileLoop;

/**
 * A reconcile loop as the work of a whole process, until a signal ends it.
 *
 * @param loop the loop
 */
record Resident(ReconcileLoop loop) {

    /**
     * Runs the loop on this thread. Told by a signal to end, the process gives back the lock, writes its last status, and
     * ends with {@link ExitStatus#DONE}; otherwise Java would report the signal.
     */
    ExitStatus run() {
        Thread end = new Thread(this::end, "walsafe end");
        Runtime.getRuntime().addShutdownHook(end);
        loop.run();
        return ExitStatus.DONE;
    }

    private void end() {
        loop.close();
        Runtime.getRuntime().halt(ExitStatus.DONE.code());
    }
}
