package org.walsafe.examples.soak;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which faults happen when: the same for the same seed, length and faults. Different faults overlap, one fault with itself does
 * not, all have ended by the end, and none happens again before all others have.
 *
 * @param strikes the faults, in the order in which they begin
 */
record Schedule(List<Strike> strikes) {

    private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

    Schedule {
        strikes = List.copyOf(strikes);
    }

    /** A fault that lasts from one moment to another, both counted from the beginning. */
    record Strike(Fault fault, Duration begin, Duration end) {}

    /** One of the two moments of a strike. */
    record Moment(Duration at, Strike strike, Edge edge) {}

    /** Which of the two. */
    enum Edge {
        BEGIN,
        END
    }

    /** Draws one. */
    static Schedule random(long seed, Duration length, Set<Fault> faults) {
        Random random = new Random(seed);
        Deque<Fault> bag = new ArrayDeque<>();
        Map<Fault, Duration> ends = new EnumMap<>(Fault.class);
        List<Strike> strikes = new ArrayList<>();
        Duration now = between(random, SHORTEST_GAP, LONGEST_GAP);
        while (true) {
            if (bag.isEmpty()) {
                bag.addAll(shuffled(faults, random));
            }
            Fault fault = bag.remove();
            Duration begin = later(now, ends.getOrDefault(fault, Duration.ZERO).plus(SHORTEST_GAP));
            Duration end = begin.plus(between(random, fault.longest().dividedBy(10), fault.longest()));
            if (end.compareTo(length) > 0) {
                return new Schedule(strikes);
            }
            strikes.add(new Strike(fault, begin, end));
            ends.put(fault, end);
            now = begin.plus(between(random, SHORTEST_GAP, LONGEST_GAP));
        }
    }

    private static List<Fault> shuffled(Collection<Fault> faults, Random random) {
        List<Fault> order = new ArrayList<>(faults);
        Collections.sort(order);
        Collections.shuffle(order, random);
        return order;
    }

    private static Duration between(Random random, Duration least, Duration most) {
        return least.plusMillis(random.nextLong(most.minus(least).toMillis() + 1));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Every beginning and end, in order. */
    List<Moment> moments() {
        return strikes.stream()
                .flatMap(strike -> Stream.of(
                        new Moment(strike.begin(), strike, Edge.BEGIN), new Moment(strike.end(), strike, Edge.END)))
                .sorted(Comparator.comparing(Moment::at))
                .toList();
    }

    /** How often each fault happens. */
    Map<Fault, Integer> counts() {
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        strikes.forEach(strike -> counts.merge(strike.fault(), 1, Integer::sum));
        return counts;
    }
}
