package org.walsafe.simulation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Plays histories, each of a seed of its own, until the time is up. */
final class Simulation {

    private static final int EVENTS = 40;

    private final LongFunction<World> worlds;

    Simulation(LongFunction<World> worlds) {
        this.worlds = worlds;
    }

    /** Plays one history to its end. */
    void play(long seed) throws InterruptedException {
        World world = worlds.apply(seed);
        for (int i = 0; i < EVENTS; i++) {
            world.happen(world.nextEvent());
        }
        world.assertThatItHeals();
    }

    /**
     * Plays the histories of the seeds from {@code first} on, on every processor, until one goes wrong.
     *
     * @return how many
     * @throws AssertionError naming the seed, when something went wrong
     */
    long playFor(Duration time, long first) {
        long end = System.nanoTime() + time.toNanos();
        AtomicLong next = new AtomicLong(first);
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        int processors = Runtime.getRuntime().availableProcessors();
        IntStream.range(0, processors).parallel().forEach(processor -> {
            while (System.nanoTime() < end && wrong.get() == null) {
                playNaming(next.getAndIncrement(), wrong);
            }
        });
        if (wrong.get() != null) {
            throw wrong.get();
        }
        return next.get() - first;
    }

    @SuppressWarnings("IllegalCatch") // whatever it is, the seed makes it come again
    private void playNaming(long seed, AtomicReference<AssertionError> wrong) {
        try {
            play(seed);
        } catch (InterruptedException | RuntimeException | Error e) {
            wrong.compareAndSet(
                    null, new AssertionError("the history of seed " + seed + " went wrong: " + e.getMessage(), e));
        }
    }
}
