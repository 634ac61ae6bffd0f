package org.walsafe.clone.copy;

import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does many tasks with several threads, which end with the last task or the first failure. */
final class CopyWorkers {

    /** How long a task that was told to end may take to notice. */
    private static final long GOODBYE_SECONDS = 10;

    private CopyWorkers() {}

    /**
     * Does the tasks, in their order where there are more of them than threads. Blocks until they are done.
     *
     * @throws CopyFailedException where a task did, the time is up, or this thread is interrupted
     */
    static void run(int threads, List<? extends Runnable> tasks, TimeLimit limit) {
        AtomicInteger number = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "walsafe-copy-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletionService<Void> running = new ExecutorCompletionService<>(executor);
            tasks.forEach(task -> running.submit(task, null));
            for (int i = 0; i < tasks.size(); i++) {
                await(running, limit);
            }
        } finally {
            end(executor);
        }
    }

    private static void await(CompletionService<Void> running, TimeLimit limit) {
        try {
            Future<Void> done = running.poll(limit.left().toNanos(), TimeUnit.NANOSECONDS);
            if (done == null) {
                throw Failures.late();
            }
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("copying failed", e.getCause());
        }
    }

    /** Nothing may write into the staging directory once the copy has failed. */
    private static void end(ExecutorService executor) {
        executor.shutdownNow();
        try {
            executor.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
