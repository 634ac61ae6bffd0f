package org.walsafe.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.archive.MarkerCleanup;
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
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;

/** Every step of the marker protocol is the last one, and every state of the disk that may follow is looked at. */
class CrashPointsTest {

    private static final HostPath SAFE = HostPath.of("/safe");
    private static final int NAMES_ENUMERATED = 4;
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SegmentName OLD = SegmentName.parse("0000000100000000000000A1");

    /** Whose clean-up looks at the block of {@link #OLD}. */
    private static final SegmentName LOOKING_BACK = SegmentName.parse("000000010000000400000037");

    private static final List<SegmentName> NEW =
            List.of(SegmentName.parse("0000000100000000000000A2"), SegmentName.parse("0000000100000000000000A3"));

    /** What is under way when the machine dies, and what is so afterwards, once it was done. */
    enum Operation {
        PUT {
            @Override
            void on(Scene scene) throws IOException {
                scene.registry().confirm(confirmation(NEW.get(0)));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return segment.equals(OLD) || segment.equals(NEW.get(0));
            }
        },
        PUT_AGAIN {
            @Override
            void on(Scene scene) throws IOException {
                scene.registry().confirm(confirmation(OLD));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return segment.equals(OLD);
            }
        },
        PUT_ALL {
            @Override
            void on(Scene scene) throws IOException {
                scene.registry()
                        .confirmAll(
                                NEW.stream().map(CrashPointsTest::confirmation).toList());
            }

            @Override
            boolean confirms(SegmentName segment) {
                return true;
            }
        },
        REMOVE {
            @Override
            void on(Scene scene) throws IOException {
                scene.registry().withdraw(OLD);
            }

            @Override
            boolean confirms(SegmentName segment) {
                return false;
            }
        },
        CLEAN_UP {
            @Override
            void on(Scene scene) throws IOException {
                new MarkerCleanup(scene.registry(), scene.host.files())
                        .behind(LOOKING_BACK, SegmentSize.DEFAULT, HostPath.of("/data/pg_wal"));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return false;
            }
        },
        CLEAR_LEFTOVERS {
            @Override
            void on(Scene scene) throws IOException {
                scene.registry().clearLeftovers(NOW.plusSeconds(1));
            }

            @Override
            boolean confirms(SegmentName segment) {
                return segment.equals(OLD);
            }
        };

        abstract void on(Scene scene) throws IOException;

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
            disk.poweredBy((step, path) -> {
                if (stepsLeft-- == 0) {
                    throw new PowerCut(step + " " + path);
                }
            });
        }

        WalSafeRegistry registry() throws IOException {
            return new MarkerRegistry(DirectoryMarkerStore.on(host, SAFE));
        }

        /** Whether it died. */
        boolean dies(Operation operation, int afterSteps) throws IOException {
            stepsLeft = afterSteps;
            try {
                operation.on(this);
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

        System.out.println("crash points: " + looked + " states of the disk in " + operation);
        assertThat(looked).as("states of the disk").isGreaterThan(3);
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

    static Stream<ServerRules> renamings() {
        return Stream.of(PostgresMajor.V15, PostgresMajor.V16) // the last one with a durable renaming of status files
                .map(major -> ServerRules.ALL.stream()
                        .filter(rules -> rules.major() == major)
                        .findFirst()
                        .orElseThrow());
    }

    /** Confirming, upgrading and withdrawing; then PostgreSQL takes up what was confirmed, and removes it. */
    @ParameterizedTest
    @MethodSource("renamings")
    void aPassThatDiesAtAnyStepOnEitherMachineHeals(ServerRules rules) throws InterruptedException {
        int looked = 0;
        for (Victim victim : Victim.values()) {
            boolean died = true;
            for (int step = 0; died; step++) {
                died = false;
                for (int bits = 0; bits < 1 << NAMES_ENUMERATED; bits++) {
                    for (NumberedCrash.Kept content : NumberedCrash.Kept.values()) {
                        died |= passDies(rules, victim, step, new NumberedCrash(bits, content));
                        looked++;
                    }
                }
            }
        }
        System.out.println("crash points: " + looked + " states of the disks in a pass, PostgreSQL " + rules.major());
        assertThat(looked).as("states of the disks").isGreaterThan(1000);
    }

    /** The machine that dies. */
    private enum Victim {
        PRIMARY {
            @Override
            void dies(World world, int step, CrashChoice kept) {
                world.primaryDiesAfter(step, kept);
            }
        },
        BACKUP {
            @Override
            void dies(World world, int step, CrashChoice kept) {
                world.backupDiesAfter(step, kept);
            }
        };

        abstract void dies(World world, int step, CrashChoice kept);
    }

    private static boolean passDies(ServerRules rules, Victim victim, int step, CrashChoice kept)
            throws InterruptedException {
        World world = new World(1, rules);
        for (int i = 0; i < 6; i++) {
            world.happen(Event.FINISH_SEGMENT);
            world.happen(Event.STREAM);
            world.happen(Event.ARCHIVE);
        }
        world.happen(Event.RECONCILE);
        world.happen(Event.RUN_ARCHIVER);
        world.happen(Event.CHECKPOINT);
        world.happen(Event.STREAM);
        world.happen(Event.ARCHIVE);
        int before = world.deaths();
        victim.dies(world, step, kept);
        world.happen(Event.RECONCILE);
        world.happen(Event.RUN_ARCHIVER);
        world.happen(Event.CHECKPOINT);
        boolean died = world.deaths() > before;
        world.assertThatItHeals();
        return died;
    }
}
