package org.walsafe.simulation;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The only randomness of a world. It begins anew with each step, so that leaving one out does not change the others. */
final class Dice implements RandomGenerator {

    private static final long SPREAD = 0xD1342543DE82EF95L;

    private final long seed;
    private SplittableRandom random;

    Dice(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    void takeUp(int step) {
        random = new SplittableRandom(new SplittableRandom(seed ^ SPREAD * (step + 1)).nextLong());
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
