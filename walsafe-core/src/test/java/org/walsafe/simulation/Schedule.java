package org.walsafe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens, in which order; how, follows from the seed and from each step's own number.
 *
 * @param seed of the world that it happens in
 * @param steps what happens
 */
record Schedule(long seed, List<Step> steps) {

    private static final int FEWEST_STEPS = 20;
    static final int MOST_STEPS = 48;

    /**
     * One step.
     *
     * @param number its place in the whole schedule, also where others were left out
     * @param event what happens
     */
    record Step(int number, Event event) {

        @Override
        public String toString() {
            return number + " " + event;
        }
    }

    /** The whole schedule of a seed. */
    static Schedule of(long seed) {
        Dice dice = new Dice(seed);
        int length = FEWEST_STEPS + dice.nextInt(MOST_STEPS - FEWEST_STEPS + 1);
        return new Schedule(
                seed,
                IntStream.range(0, length)
                        .mapToObj(number -> new Step(number, Event.any(dice)))
                        .toList());
    }

    /** The same with as few steps as it takes to go wrong: no more can be left out one by one. */
    Schedule shortest(Predicate<Schedule> goesWrong) {
        Schedule shortest = this;
        for (int leftOut = steps.size() / 2; leftOut > 0; ) {
            Schedule shorter = shortest.without(leftOut, goesWrong);
            leftOut = shorter.equals(shortest) || leftOut > 1 ? leftOut / 2 : leftOut;
            shortest = shorter;
        }
        return shortest;
    }

    private Schedule without(int count, Predicate<Schedule> goesWrong) {
        Schedule shortest = this;
        for (int from = 0; from < shortest.steps.size(); ) {
            List<Step> fewer = new ArrayList<>(shortest.steps);
            fewer.subList(from, Math.min(from + count, fewer.size())).clear();
            Schedule shorter = new Schedule(seed, fewer);
            if (goesWrong.test(shorter)) {
                shortest = shorter;
            } else {
                from += count;
            }
        }
        return shortest;
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", "));
    }
}
