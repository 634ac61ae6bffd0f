package org.walsafe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.walsafe.tck.CrashChoice;
import org.walsafe.tck.SimulatedHost;

/**
 * Many clusters whose confirmations are kept on one machine, a directory each; that machine dies, too.
 * {@code -Dwalsafe.simulation.clusters=} says how many.
 */
class FleetTest {

    private static final int CLUSTERS = Integer.getInteger("walsafe.simulation.clusters", 1000);

    /** So many steps of one cluster before the next one's. */
    private static final int STEPS_A_TURN = 4;

    private static final Logger LIBRARY = Logger.getLogger("org.walsafe");

    @BeforeAll
    static void quieten() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterAll
    static void listenAgain() {
        LIBRARY.setLevel(null);
    }

    @Test
    void manyClustersShareOneRegistryAndNothingIsLostStuckOrPiledUp() throws InterruptedException, IOException {
        long first = Long.getLong("walsafe.simulation.seed", 7);
        System.out.println("fleet: " + CLUSTERS + " clusters from -Dwalsafe.simulation.seed=" + first + " on");
        Dice dice = new Dice(first);
        Machine central =
                new Machine("registry", () -> Instant.parse("2026-11-20T10:00:00Z"), dice, SimulatedHost.Care.FULL);
        List<World> worlds = new ArrayList<>();
        List<List<Schedule.Step>> steps = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < CLUSTERS; i++) {
            worlds.add(new World(first + i, RegistryHome.on(central, "cluster-" + i)));
            steps.add(Schedule.of(first + i).steps());
        }

        for (int from = 0; from < Schedule.MOST_STEPS; from += STEPS_A_TURN) {
            for (int i = 0; i < CLUSTERS; i++) {
                List<Schedule.Step> all = steps.get(i);
                worlds.get(i).play(all.subList(Math.min(from, all.size()), Math.min(from + STEPS_A_TURN, all.size())));
            }
            central.die(CrashChoice.random(dice));
        }
        int most = markers(worlds);
        for (World world : worlds) {
            world.assertThatItHeals();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        long decisions = worlds.stream().mapToLong(World::decisions).sum();
        System.out.printf(
                "fleet: %d decisions in %.1f s; %d confirmations at most, %d in the end%n",
                decisions, seconds, most, markers(worlds));
        assertThat(decisions).as("decisions").isGreaterThan(CLUSTERS);
    }

    private static int markers(List<World> worlds) throws IOException {
        int count = 0;
        for (World world : worlds) {
            count +=
                    world.home().machine().disk().list(world.home().directory()).size();
        }
        return count;
    }
}
