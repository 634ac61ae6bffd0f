package org.walsafe.verify;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one verification, fed by one. They end with {@link #close}. */
final class Workers implements AutoCloseable {

    /** So many tasks per thread wait; the rest is not made before there is room. */
    private static final int AHEAD = 4;

    private final ExecutorService executor;
    private final int limit;
    private final Deque<Future<?>> running = new ArrayDeque<>();

    Workers(int threads) {
        AtomicInteger number = new AtomicInteger();
        executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "walsafe-verify-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        limit = threads * AHEAD;
    }

    /**
     * Runs a task, as soon as there is room. The tasks wait for nothing but the files that they read, whose host has deadlines
     * of its own.
     *
     * @throws InterruptedIOException when this thread is interrupted
     */
    void run(Runnable task) throws InterruptedIOException {
        if (running.size() == limit) {
            await(running.removeFirst());
        }
        running.addLast(executor.submit(task));
    }

    /**
     * Waits for the last task.
     *
     * @throws InterruptedIOException when this thread is interrupted
     */
    void finish() throws InterruptedIOException {
        while (!running.isEmpty()) {
            await(running.removeFirst());
        }
    }

    private static void await(Future<?> task) throws InterruptedIOException {
        while (true) {
            try {
                task.get(1, TimeUnit.MINUTES);
                return;
            } catch (TimeoutException stillReading) {
                // a large batch on a slow host
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while verifying");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("verifying failed", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
