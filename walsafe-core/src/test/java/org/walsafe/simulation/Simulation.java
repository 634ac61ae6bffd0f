package org.walsafe.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Plays schedules, one seed each, on as many threads as there are processors. */
final class Simulation {

    /** Seeds are handed out by the dozen, so that the threads do not meet. */
    private static final int SEEDS_AT_ONCE = 16;

    private static final Duration LONGEST_SHRINKING = Duration.ofSeconds(30);

    private final Conduct conduct;

    Simulation(Conduct conduct) {
        this.conduct = conduct;
    }

    /** Plays one schedule to its end. */
    void play(Schedule schedule) throws InterruptedException {
        World world = new World(schedule.seed(), conduct);
        world.play(schedule.steps());
        world.assertThatItHeals();
    }

    /**
     * Plays the schedules of the seeds from {@code first} on, until there were so many, the time is up, or one goes wrong.
     *
     * @return how many
     * @throws AssertionError naming the seed and the fewest steps, when something went wrong
     */
    long play(long first, long most, Duration time) throws InterruptedException {
        Run run = new Run(first, most, System.nanoTime() + time.toNanos());
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(run, "simulation-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(); // ends with the time
        }
        Failure failure = run.failure.get();
        if (failure != null) {
            throw told(failure);
        }
        return run.played.get();
    }

    private record Failure(long seed, Throwable cause) {}

    private AssertionError told(Failure failure) {
        long end = System.nanoTime() + LONGEST_SHRINKING.toNanos();
        Schedule shortest = Schedule.of(failure.seed())
                .shortest(schedule -> System.nanoTime() < end && failureOf(schedule) != null);
        return new AssertionError(
                "the schedule of seed " + failure.seed() + " goes wrong: "
                        + failure.cause().getMessage() + "\nreplay it alone: -Dwalsafe.simulation.seed="
                        + failure.seed() + " -Dwalsafe.simulation.schedules=1\nits fewest steps: " + shortest,
                failure.cause());
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, the seed makes it come again
    private @Nullable Throwable failureOf(Schedule schedule) {
        try {
            play(schedule);
            return null;
        } catch (InterruptedException | RuntimeException | Error e) {
            return e;
        }
    }

    /** What the threads share. */
    private final class Run implements Runnable {

        private final AtomicLong next = new AtomicLong();
        private final AtomicLong played = new AtomicLong();
        private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
        private final long first;
        private final long most;
        private final long end;

        Run(long first, long most, long end) {
            this.first = first;
            this.most = most;
            this.end = end;
        }

        @Override
        public void run() {
            boolean goesOn = true;
            while (goesOn) {
                long from = next.getAndAdd(SEEDS_AT_ONCE);
                long to = Math.min(from + SEEDS_AT_ONCE, most);
                goesOn = from < to;
                for (long number = from; number < to && goesOn; number++) {
                    goesOn = System.nanoTime() < end && failure.get() == null && goesWell(first + number);
                }
            }
        }

        private boolean goesWell(long seed) {
            Throwable thrown = failureOf(Schedule.of(seed));
            if (thrown != null) {
                failure.compareAndSet(null, new Failure(seed, thrown));
            }
            played.incrementAndGet();
            return thrown == null;
        }
    }
}
