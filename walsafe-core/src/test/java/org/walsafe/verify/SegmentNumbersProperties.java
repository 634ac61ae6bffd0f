package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SegmentNumbersProperties {

    @Property
    void holdsWhatItWasGivenInOrder(@ForAll @Size(max = 60) List<@IntRange(max = 80) Integer> given) {
        SegmentNumbers numbers = built(given);
        Set<Integer> sorted = new TreeSet<>(given);

        assertThat(numbers.size()).isEqualTo(sorted.size());
        int index = 0;
        for (int number : sorted) {
            assertThat(numbers.get(index++)).isEqualTo(number);
        }
        for (int number = 0; number <= 80; number++) {
            assertThat(numbers.contains(number)).isEqualTo(sorted.contains(number));
        }
    }

    @Property
    void findsTheEndOfEveryRun(@ForAll @Size(max = 60) List<@IntRange(max = 80) Integer> given) {
        SegmentNumbers numbers = built(given);
        Set<Integer> sorted = new TreeSet<>(given);

        for (int number : sorted) {
            int end = number;
            while (sorted.contains(end + 1)) {
                end++;
            }
            assertThat(numbers.endOfRun(number)).isEqualTo(end);
        }
    }

    private static SegmentNumbers built(List<Integer> given) {
        SegmentNumbers.Builder builder = new SegmentNumbers.Builder();
        given.forEach(builder::add);
        return builder.build();
    }
}
