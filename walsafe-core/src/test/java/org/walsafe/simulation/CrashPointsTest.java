package org.walsafe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.host.FileMode;
import org.walsafe.host.HostPath;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.CrashChoice;
import org.walsafe.tck.PowerCut;
import org.walsafe.tck.SimulatedDisk;
import org.walsafe.tck.SimulatedHost;
import org.walsafe.wal.SegmentName;

/** Every step of the marker protocol is the last one, and every state of the disk that may follow is looked at. */
class CrashPointsTest {

    private static final HostPath SAFE = HostPath.of("/safe");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SegmentName OLD = SegmentName.parse("0000000100000000000000A1");
    private static final List<SegmentName> NEW =
            List.of(SegmentName.parse("0000000100000000000000A2"), SegmentName.parse("0000000100000000000000A3"));

    /** What is under way when the machine dies, and what is so afterwards, once it was done. */
    enum Operation {
        PUT {
            @Override
            void on(WalSafeRegistry registry) {
                registry.confirm(confirmation(NEW.get(0)));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return segment.equals(OLD) || segment.equals(NEW.get(0));
            }
        },
        PUT_AGAIN {
            @Override
            void on(WalSafeRegistry registry) {
                registry.confirm(confirmation(OLD));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return segment.equals(OLD);
            }
        },
        PUT_ALL {
            @Override
            void on(WalSafeRegistry registry) {
                registry.confirmAll(
                        NEW.stream().map(CrashPointsTest::confirmation).toList());
            }

            @Override
            boolean confirms(SegmentName segment) {
                return true;
            }
        },
        REMOVE {
            @Override
            void on(WalSafeRegistry registry) {
                registry.withdraw(OLD);
            }

            @Override
            boolean confirms(SegmentName segment) {
                return false;
            }
        },
        CLEAR_LEFTOVERS {
            @Override
            void on(WalSafeRegistry registry) {
                registry.clearLeftovers(NOW.plusSeconds(1));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return segment.equals(OLD);
            }
        };

        abstract void on(WalSafeRegistry registry);

        abstract boolean confirms(SegmentName segment);
    }

    private static Confirmation confirmation(SegmentName segment) {
        return Confirmation.attested(segment, Evidence.NONE.withSystemIdentifier(SimulatedCluster.IDENTIFIER));
    }

    /** A disk with a marker, a file that was never finished, and a machine that dies after so many steps. */
    private static final class Scene {
        private final SimulatedDisk disk = new SimulatedDisk(() -> NOW);
        private final SimulatedHost host;
        private int stepsLeft = Integer.MAX_VALUE;

        Scene(SimulatedHost.Care care) throws IOException {
            host = new SimulatedHost("pg", disk, new Random(1), care);
            disk.makeDirectory(SAFE, FileMode.PRIVATE_DIRECTORY);
            disk.create(SAFE.child(".walsafe-1"), FileMode.PRIVATE_FILE);
            registry().confirm(confirmation(OLD));
            disk.flush(SAFE);
            disk.poweredBy(step -> {
                if (stepsLeft-- == 0) {
                    throw new PowerCut(step);
                }
            });
        }

        WalSafeRegistry registry() throws IOException {
            return new MarkerRegistry(DirectoryMarkerStore.on(host, SAFE));
        }

        /** Whether it died. */
        boolean dies(Operation operation, int afterSteps) throws IOException {
            WalSafeRegistry registry = registry();
            stepsLeft = afterSteps;
            try {
                operation.on(registry);
                return false;
            } catch (PowerCut expected) {
                return true;
            } finally {
                stepsLeft = Integer.MAX_VALUE;
            }
        }
    }

    /** One of the crashes that are possible: its bits say which names are kept. */
    private static final class NumberedCrash implements CrashChoice {

        enum Kept {
            NOTHING,
            THE_FIRST_HALF,
            EVERYTHING
        }

        private final Kept content;
        private int bits;

        NumberedCrash(int bits, Kept content) {
            this.bits = bits;
            this.content = content;
        }

        @Override
        public boolean keepsName() {
            boolean kept = bits % 2 == 1;
            bits >>= 1;
            return kept;
        }

        @Override
        public int keepsBytes(int length) {
            return switch (content) {
                case NOTHING -> 0;
                case THE_FIRST_HALF -> length / 2;
                case EVERYTHING -> length;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMachineThatDiesAtAnyStepLeavesNothingHalfDone(Operation operation) throws IOException {
        int looked = everyCrash(operation, SimulatedHost.Care.FULL);

        assertThat(looked).as("states of the disk").isPositive();
    }

    @Test
    void aContentThatIsNotFlushedIsFoundOut() {
        assertThat(findsOut(SimulatedHost.Care.CONTENT_UNFLUSHED)).isTrue();
    }

    @Test
    void aNameThatIsNotFlushedIsFoundOut() {
        assertThat(findsOut(SimulatedHost.Care.NAMES_UNFLUSHED)).isTrue();
    }

    @Test
    void aFileThatIsWrittenUnderItsFinalNameIsFoundOut() {
        assertThat(findsOut(SimulatedHost.Care.NO_TEMPORARY_NAME)).isTrue();
    }

    private static boolean findsOut(SimulatedHost.Care care) {
        try {
            everyCrash(Operation.PUT, care);
            return false;
        } catch (IOException | AssertionError found) {
            return true;
        }
    }

    private static int everyCrash(Operation operation, SimulatedHost.Care care) throws IOException {
        int looked = 0;
        boolean died = true;
        for (int step = 0; died; step++) {
            int names = 1;
            for (int bits = 0; bits < 1 << names; bits++) {
                for (NumberedCrash.Kept content : NumberedCrash.Kept.values()) {
                    Scene scene = new Scene(care);
                    died = scene.dies(operation, step);
                    names = scene.disk.unflushedNames();
                    scene.disk.crash(new NumberedCrash(bits, content));
                    assertSound(operation, scene, died);
                    looked++;
                }
            }
        }
        return looked;
    }

    private static void assertSound(Operation operation, Scene scene, boolean died) throws IOException {
        for (SegmentName segment : List.of(OLD, NEW.get(0), NEW.get(1))) {
            Lookup found = scene.registry().lookup(segment);
            boolean was = segment.equals(OLD);
            boolean willBe = operation.confirms(segment);
            if (!died || was == willBe) {
                assertThat(found instanceof Lookup.Confirmed)
                        .as("%s confirmed", segment)
                        .isEqualTo(willBe);
            }
            assertThat(found)
                    .as("%s", segment)
                    .isIn(new Lookup.Confirmed(confirmation(segment)), new Lookup.NotConfirmed());
        }
        assertThat(scene.disk.list(SAFE)).allMatch(name -> name.endsWith(".done") || name.startsWith(".walsafe-"));

        assertThat(scene.dies(operation, Integer.MAX_VALUE)).isFalse();
        scene.disk.crash(CrashChoice.LOSES_ALL);
        for (SegmentName segment : List.of(OLD, NEW.get(0), NEW.get(1))) {
            assertThat(scene.registry().lookup(segment) instanceof Lookup.Confirmed)
                    .as("%s confirmed, once %s was repeated", segment, operation)
                    .isEqualTo(operation.confirms(segment));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPassThatDiesAtAnyStepOnEitherMachineHeals(Machine.Death death) throws InterruptedException {
        int died = 0;
        for (int step = 0; step < 60; step++) {
            for (int seed = 0; seed < 4; seed++) {
                int primary = step;
                died += passThatDies(seed, world -> world.primaryDiesAfter(primary, death));
                died += passThatDies(seed, world -> world.backupDiesAfter(primary, death));
            }
        }
        assertThat(died).as("deaths").isGreaterThan(40);
    }

    private static int passThatDies(long seed, Event death) throws InterruptedException {
        World world = new World(seed);
        for (Event event : List.<Event>of(World::finishSegment, World::stream, World::stream, World::archive)) {
            world.happen(event);
            world.happen(event);
        }
        int before = world.deaths();
        world.happen(death);
        world.happen(World::reconcile);
        world.happen(World::runArchiver);
        world.happen(World::checkpoint);
        int died = world.deaths() - before;
        world.assertThatItHeals();
        return died;
    }
}
