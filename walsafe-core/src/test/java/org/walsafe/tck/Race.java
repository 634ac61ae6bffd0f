package org.walsafe.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Several threads at one thing, for tests.
 *
 * @since 0.1.0
 */
public final class Race {

    private static final int SECONDS = 60;

    private Race() {}

    /**
     * One of several that do the same at once.
     *
     * @param <T> what it comes back with
     */
    @FunctionalInterface
    public interface Racer<T> {

        /**
         * Runs to the end.
         *
         * @param number 0 for the first racer
         * @return what came of it
         * @throws Exception when it failed, and so the test does
         */
        T run(int number) throws Exception;
    }

    /** A check that may fail like a test method. */
    @FunctionalInterface
    public interface Check {

        /**
         * Looks once.
         *
         * @throws Exception when the test fails
         */
        void run() throws Exception;
    }

    /**
     * Runs several racers at once, each in a thread of its own, to their end.
     *
     * @param <T> what each comes back with
     * @param racers how many
     * @param racer what each does
     * @return what came of each, in order
     * @throws Exception what one of them threw
     */
    public static <T> List<T> of(int racers, Racer<T> racer) throws Exception {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            int number = i;
            tasks.add(() -> racer.run(number));
        }
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(tasks, SECONDS, TimeUnit.SECONDS)) {
                results.add(done.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Repeats a check for as long as the work goes on in another thread, and once more afterwards.
     *
     * @param work what is done once
     * @param check what must hold all the while
     * @throws Exception what either threw
     */
    public static void checkingDuring(Callable<?> work, Check check) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> working = thread.submit(work);
            do {
                check.run();
            } while (!working.isDone());
            working.get();
            check.run();
        } finally {
            thread.shutdownNow();
        }
    }
}
