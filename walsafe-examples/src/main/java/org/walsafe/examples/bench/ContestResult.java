package org.walsafe.examples.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A contest that was run.
 *
 * @param contest the contest
 * @param scores what each side came to, in the contest's order
 * @since 0.1.0
 */
public record ContestResult(Contest contest, List<Score> scores) {

    /** Copies the scores. */
    public ContestResult {
        scores = List.copyOf(scores);
    }

    /**
     * {@return how much of the first side's time another took, by their medians; empty where one of the two was absent}
     *
     * @param score that of the other
     */
    public OptionalDouble ratio(Score score) {
        Score first = scores.get(0);
        return first.spread().isPresent() && score.spread().isPresent()
                ? OptionalDouble.of((double) score.spread().get().median()
                        / first.spread().get().median())
                : OptionalDouble.empty();
    }

    /**
     * {@return whether a side kept within its goal; so did a side that has none, or that could not be compared}
     *
     * @param score that of the side
     */
    public boolean met(Score score) {
        OptionalDouble ratio = ratio(score);
        return ratio.isEmpty()
                || !(score.side() instanceof Side.Ready ready)
                || ready.goal().isEmpty()
                || ratio.getAsDouble() <= ready.goal().getAsDouble();
    }

    /** {@return whether every side kept within its goal} */
    public boolean metEveryGoal() {
        return scores.stream().allMatch(this::met);
    }

    /** {@return the result for a README: a heading, what was done, and a row for each side} */
    public String markdown() {
        return MarkdownTable.of(this);
    }
}
