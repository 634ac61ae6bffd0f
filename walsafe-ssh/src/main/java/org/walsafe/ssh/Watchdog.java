package org.walsafe.ssh;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what has waited too long in a call that has no deadline of its own. One thread; what it runs must not block, and may
 * run twice.
 *
 * <p>Thread-safe.
 */
final class Watchdog implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;
    private final Set<Ending> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Watchdog(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "walsafe ssh " + name + " watchdog");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs {@code end} unless the watch is called off within {@code time}; at once when this is closed. */
    Watch watch(Duration time, Runnable end) {
        Ending ending = new Ending(end);
        watched.add(ending);
        Future<?> alarm = executor.schedule(ending, time.toNanos(), TimeUnit.NANOSECONDS);
        if (closed) {
            ending.run();
        }
        return () -> {
            alarm.cancel(false);
            watched.remove(ending);
        };
    }

    /** Ends all calls that are being watched, and those to come. */
    @Override
    public void close() {
        closed = true;
        executor.shutdown();
        List.copyOf(watched).forEach(Ending::run);
    }

    /** The end of one call; each is but itself. */
    private static final class Ending implements Runnable {

        private final Runnable end;

        Ending(Runnable end) {
            this.end = end;
        }

        @Override
        public void run() {
            end.run();
        }
    }

    /** A call that is being watched. */
    @FunctionalInterface
    interface Watch {

        /** To be told when the call has returned. */
        void callOff();
    }
}
