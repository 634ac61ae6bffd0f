package org.walsafe.simulation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The only randomness of a world. It begins anew with each step, so that leaving one out does not change the others. */
final class Dice implements RandomGenerator {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long seed;
    private SplittableRandom random;

    Dice(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    void takeUp(int step) {
        random = new SplittableRandom(seed ^ SPREAD * (step + 1));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
        return random.nextInt(bound);
    }
}
