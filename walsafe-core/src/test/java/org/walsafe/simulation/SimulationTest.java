package org.walsafe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random schedules. {@code -Dwalsafe.simulation.schedules=} and {@code -Dwalsafe.simulation.seconds=} say how many at most and
 * for how long, {@code -Dwalsafe.simulation.seed=} which come first.
 */
class SimulationTest {

    private static final long SCHEDULES = Long.getLong("walsafe.simulation.schedules", 50_000);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("walsafe.simulation.seconds", 60));

    /** Kept, for a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY = Logger.getLogger("org.walsafe");

    /** Thousands of broken worlds have much to warn of. */
    @BeforeAll
    static void quieten() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterAll
    static void listenAgain() {
        LIBRARY.setLevel(null);
    }

    @Test
    void whateverHappensNothingIsLostStuckOverwrittenOrPiledUp() throws InterruptedException {
        long first = Long.getLong("walsafe.simulation.seed", 1);
        System.out.println("simulation: schedules from -Dwalsafe.simulation.seed=" + first + " on");

        long played = new Simulation(Conduct.FAITHFUL).play(first, SCHEDULES, TIME);

        System.out.println("simulation: played " + played + " schedules");
        assertThat(played).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBrokenOnPurposeIsFound(Sabotage sabotage) {
        assertThatThrownBy(() -> new Simulation(sabotage).play(1, 20_000, Duration.ofMinutes(5)))
                .hasMessageMatching(sabotage.found());
    }
}
