package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.archive.GateScript;
import org.walsafe.archive.OldMarkers;
import org.walsafe.examples.gate.MountedRegistry.Answer;
import org.walsafe.examples.gate.MountedRegistry.Disk;
import org.walsafe.host.HostPath;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/**
 * A WAL safe directory on a disk without room, without a free inode, or mounted for reading only. A gate answers as ever,
 * because it writes nothing; confirming fails and leaves nothing behind.
 */
@RequiresRealPart({"mount", "unshare"})
class DiskFailureIT {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000100000403");
    private static final SegmentName OTHER = SegmentName.parse("000000010000000100000404");

    /** PostgreSQL no longer has it, and it is among those that a clean-up behind {@link #SEGMENT} looks at. */
    private static final SegmentName RECYCLED = SegmentName.parse("0000000100000001000003B0");

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);

    @TempDir
    private static Path temporary;

    private static Path wal;
    private static MountedRegistry registry;

    /** How a gate is started. */
    enum Gate {
        SH {
            @Override
            List<String> command() throws IOException {
                return script(OldMarkers.KEPT);
            }
        },
        SH_CLEANING_UP {
            @Override
            List<String> command() throws IOException {
                return script(OldMarkers.REMOVED);
            }
        },
        JVM {
            @Override
            List<String> command() {
                return List.of(launcher(), "gate", "--registry", directory());
            }
        },
        JVM_CLEANING_UP {
            @Override
            List<String> command() {
                return List.of(launcher(), "gate", "--registry", directory(), "--clean-up");
            }
        };

        /** The words before {@code %p} and {@code %f}. */
        abstract List<String> command() throws IOException;

        boolean cleansUp() {
            return this == SH_CLEANING_UP || this == JVM_CLEANING_UP;
        }

        private static List<String> script(OldMarkers choice) throws IOException {
            String text = GateScript.of(HostPath.of(directory())).with(choice).text();
            return List.of(
                    "/bin/sh",
                    Files.writeString(temporary.resolve("gate.sh"), text).toString());
        }
    }

    @BeforeAll
    static void offerSegments() throws Exception {
        registry = MountedRegistry.below(temporary);
        wal = Files.createDirectories(temporary.resolve("data/pg_wal"));
        for (SegmentName segment : List.of(SEGMENT, OTHER)) {
            Files.write(
                    wal.resolve(segment.text()),
                    WalFixtures.segment(segment, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST));
        }
        Files.createDirectories(temporary.resolve("data/global"));
    }

    static Stream<Arguments> gatesAndDisks() {
        return Stream.of(Gate.values()).flatMap(gate -> Stream.of(Disk.values()).map(disk -> Arguments.of(gate, disk)));
    }

    @ParameterizedTest
    @MethodSource("gatesAndDisks")
    void aGateAnswersAsEver(Gate gate, Disk disk) throws Exception {
        assertThat(ask(gate, disk, SEGMENT)).satisfies(answer -> {
            assertThat(answer.status()).isZero();
            assertThat(answer.isRegistryUnchanged()).isEqualTo(disk == Disk.READ_ONLY || !gate.cleansUp());
        });
        assertThat(ask(gate, disk, OTHER)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(1);
            assertThat(answer.complaints()).hasSize(1);
            assertThat(answer.isRegistryUnchanged()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void confirmingFailsInOneLineAndLeavesNothingBehind(Disk disk) throws Exception {
        Answer answer = registry.on(
                disk,
                SEGMENT,
                RECYCLED,
                List.of(
                        launcher(),
                        "confirm",
                        "--registry",
                        directory(),
                        "--archived-in",
                        wal.toString(),
                        OTHER.text()));

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.complaints()).hasSize(1).first().asString().contains(directory());
        assertThat(answer.isRegistryUnchanged()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_ONLY"})
    void withdrawingFailsInOneLine(Disk disk) throws Exception {
        Answer answer = registry.on(
                disk, SEGMENT, RECYCLED, List.of(launcher(), "withdraw", "--registry", directory(), SEGMENT.text()));

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.complaints()).hasSize(1).first().asString().contains(SEGMENT.text());
        assertThat(answer.isRegistryUnchanged()).isTrue();
    }

    private static Answer ask(Gate gate, Disk disk, SegmentName segment) throws Exception {
        List<String> words = new ArrayList<>(gate.command());
        words.addAll(List.of(wal.resolve(segment.text()).toString(), segment.text()));
        return registry.on(disk, SEGMENT, RECYCLED, words);
    }

    private static String directory() {
        return registry.directory().toString();
    }

    private static String launcher() {
        return System.getProperty("walsafe.home") + "/bin/walsafe";
    }
}
