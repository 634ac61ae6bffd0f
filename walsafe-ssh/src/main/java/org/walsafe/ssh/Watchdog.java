package org.walsafe.ssh;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what has waited too long in a call that has no deadline of its own. One thread; what it runs must not block.
 *
 * <p>Thread-safe.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    Watchdog(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "walsafe ssh " + name + " watchdog");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs {@code end} unless the watch is called off within {@code time}. */
    Watch watch(Duration time, Runnable end) {
        Future<?> task = executor.schedule(end, time.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    /** A call that is being watched. */
    @FunctionalInterface
    interface Watch {

        /** To be told when the call has returned. */
        void callOff();
    }
}
