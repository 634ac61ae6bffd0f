package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several sides that do the same work in turn, A B A B, so that whatever disturbs the machine disturbs them alike.
 *
 * <p>Immutable; its sides may not be. For one thread, and for a machine that does nothing else.
 *
 * @param title what is compared, for a heading
 * @param description what every side does, as sentences
 * @param rounds how often every side has its turn
 * @param times how often a side does its work in one turn
 * @param sides who takes part; the others are compared with the first
 * @param stage what the sides need while it runs; closed after it
 * @since 0.1.0
 */
public record Contest(String title, String description, int rounds, int times, List<Side> sides, Closeable stage) {

    private static final int REHEARSALS = 2;

    /** After so much rehearsing a JVM is warm. */
    private static final long WARM_NANOS = Duration.ofSeconds(10).toNanos();

    /** Copies the sides, and checks that there are some. */
    public Contest {
        sides = List.copyOf(sides);
        if (sides.isEmpty() || rounds < 1 || times < 1) {
            throw new IllegalArgumentException("a contest needs sides, rounds and work: " + title);
        }
    }

    /**
     * A contest whose sides need nothing that must be closed.
     *
     * @param title what is compared, for a heading
     * @param description what every side does, as sentences
     * @param rounds how often every side has its turn
     * @param times how often a side does its work in one turn
     * @param sides who takes part; the others are compared with the first
     */
    public Contest(String title, String description, int rounds, int times, List<Side> sides) {
        this(title, description, rounds, times, sides, () -> {});
    }

    /**
     * Runs it. Blocks until every side has had its turns.
     *
     * @return the medians, in the order of the sides
     * @throws IOException when a side fails
     * @throws InterruptedException when the thread is interrupted
     */
    public ContestResult run() throws IOException, InterruptedException {
        try (stage) {
            rehearse();
            return measure();
        }
    }

    private void rehearse() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < REHEARSALS && System.nanoTime() - begin < WARM_NANOS; i++) {
            for (Side side : sides) {
                if (side instanceof Side.Ready ready) {
                    ready.work().run(times);
                }
            }
        }
    }

    private ContestResult measure() throws IOException, InterruptedException {
        long[][] nanos = new long[sides.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < sides.size(); i++) {
                if (sides.get(i) instanceof Side.Ready side) {
                    long begin = System.nanoTime();
                    side.work().run(times);
                    nanos[i][round] = (System.nanoTime() - begin) / times;
                }
            }
        }
        List<Score> scores = new ArrayList<>(sides.size());
        for (int i = 0; i < sides.size(); i++) {
            boolean ran = sides.get(i) instanceof Side.Ready;
            scores.add(new Score(sides.get(i), ran ? Optional.of(Spread.of(nanos[i])) : Optional.empty()));
        }
        return new ContestResult(this, scores);
    }
}
