package org.walsafe.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchivePolicies;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveQuestion;
import org.walsafe.archive.ArchiveRule;
import org.walsafe.tck.SimulatedHost;

/**
 * Random histories. {@code -Dwalsafe.simulation.seconds=600} plays more of them, and {@code -Dwalsafe.simulation.seed=…}
 * plays those that went wrong again.
 */
class SimulationTest {

    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);

    private static final Duration TIME = Duration.ofSeconds(Long.getLong("walsafe.simulation.seconds", 10));

    /** What a loss is told as. */
    private static final String LOSS =
            "(?s).*(which the archive may lose yet|was removed before the archive held it).*";

    /** What a step left out is told as: a loss, or a marker that is not what it was. */
    private static final String DAMAGE = LOSS + "|(?s).*(what waits for ever|the conflicting marker of).*";

    @Test
    void whateverHappensNothingIsLostStuckOverwrittenOrPiledUp() {
        long first = Long.getLong("walsafe.simulation.seed", System.nanoTime());

        long played = new Simulation(World::new).playFor(TIME, first);

        LOG.info("played {} histories from seed {} on", played, first);
        assertThat(played).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = "FULL", mode = EnumSource.Mode.EXCLUDE)
    void aStepLeftOutIsFoundOut(SimulatedHost.Care care) {
        Simulation careless = new Simulation(seed -> new World(seed, ArchivePolicies.standard(), care));

        assertThatThrownBy(() -> careless.playFor(Duration.ofSeconds(60), 1)).hasMessageMatching(DAMAGE);
    }

    @Test
    void aGateThatSaysYesTooEarlyIsFoundOut() {
        Simulation lossy =
                new Simulation(seed -> new World(seed, ArchivePolicy.of(new Hasty()), SimulatedHost.Care.FULL));

        assertThatThrownBy(() -> lossy.playFor(Duration.ofSeconds(60), 1)).hasMessageMatching(LOSS);
    }

    /** Says yes to everything. */
    private static final class Hasty implements ArchiveRule {

        @Override
        public String name() {
            return "hasty";
        }

        @Override
        public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
            return Optional.of(new ArchiveDecision.Archived(name(), "no reason"));
        }
    }
}
