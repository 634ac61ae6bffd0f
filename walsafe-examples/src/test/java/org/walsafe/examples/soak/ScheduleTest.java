package org.walsafe.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.soak.Schedule.Edge;
import org.walsafe.examples.soak.Schedule.Moment;
import org.walsafe.examples.soak.Schedule.Strike;

class ScheduleTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    @Property(tries = 100)
    void theSameSeedGivesTheSameFaults(@ForAll long seed) {
        assertThat(Schedule.random(seed, TEN_MINUTES, ALL)).isEqualTo(Schedule.random(seed, TEN_MINUTES, ALL));
    }

    @Property(tries = 100)
    void everyFaultHappensBeforeOneHappensAgainAndNoneOverlapsItself(@ForAll long seed) {
        List<Strike> strikes = Schedule.random(seed, TEN_MINUTES, ALL).strikes();

        for (int from = 0; from + ALL.size() <= strikes.size(); from += ALL.size()) {
            assertThat(strikes.subList(from, from + ALL.size()))
                    .extracting(Strike::fault)
                    .containsExactlyInAnyOrderElementsOf(ALL);
        }
        assertThat(strikes).hasSizeGreaterThan(2 * ALL.size());
        for (Fault fault : ALL) {
            List<Strike> same =
                    strikes.stream().filter(strike -> strike.fault() == fault).toList();
            for (int next = 1; next < same.size(); next++) {
                assertThat(same.get(next).begin())
                        .isGreaterThan(same.get(next - 1).end());
            }
        }
    }

    @Property(tries = 100)
    void whateverBeginsEndsInTime(@ForAll long seed) {
        Set<Fault> now = new HashSet<>();
        Duration before = Duration.ZERO;
        for (Moment moment : Schedule.random(seed, TEN_MINUTES, ALL).moments()) {
            assertThat(moment.at()).isBetween(before, TEN_MINUTES);
            Fault fault = moment.strike().fault();
            assertThat(moment.edge() == Edge.BEGIN ? now.add(fault) : now.remove(fault))
                    .isTrue();
            before = moment.at();
        }
        assertThat(now).isEmpty();
    }

    @Test
    void onlyTheFaultsHappenThatTheMachineAllows() {
        Set<Fault> allowed = EnumSet.complementOf(EnumSet.copyOf(Fault.ofDisks()));
        Schedule schedule = Schedule.random(1, TEN_MINUTES, allowed);

        assertThat(schedule.counts().keySet()).isEqualTo(allowed);
        assertThat(schedule.counts().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(schedule.strikes().size());
    }
}
