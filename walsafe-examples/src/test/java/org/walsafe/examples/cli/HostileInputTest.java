package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.tck.HostileInput;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** Whatever name is given and whatever stands in a marker's place: one line on standard error, and nothing changes. */
class HostileInputTest {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");
    private static final SegmentName BEYOND = SegmentName.parse("000000010000000000000100");
    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final int REFUSED = 2;

    @TempDir
    private Path temporary;

    private Path registry;
    private Path wal;

    @BeforeEach
    void offerASegment() throws IOException {
        registry = Invocation.registryIn(temporary);
        wal = Files.createDirectories(temporary.resolve("data/pg_wal"));
        Files.write(
                wal.resolve(SEGMENT.text()),
                WalFixtures.segment(SEGMENT, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST));
    }

    static Stream<Arguments> commandsAndNames() {
        return Stream.of("gate", "confirm", "show", "withdraw")
                .flatMap(command -> HostileInput.names().map(name -> Arguments.of(command, name)));
    }

    @ParameterizedTest
    @MethodSource("commandsAndNames")
    void refusesABadName(String command, String name) throws IOException {
        Files.createFile(marker(SEGMENT));
        List<String> operands = command.equals("gate") ? List.of(wal + "/" + name, name) : List.of("--", name);

        assertRefused(command, operands);
        assertThat(Path.of("owned")).doesNotExist();
    }

    static Stream<String> markers() {
        return HostileInput.markers(SEGMENT, CLUSTER);
    }

    @ParameterizedTest
    @MethodSource("markers")
    void theGateRefusesABadMarker(String content) throws IOException {
        Files.write(marker(SEGMENT), content.getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("gate", List.of(wal.resolve(SEGMENT.text()).toString(), SEGMENT.text()));
    }

    @Test
    void confirmsOverNothingThatIsNoMarker() throws IOException {
        Files.write(marker(SEGMENT), new byte[10_000_000]);
        assertNothingTakesItForAMarker();
        Files.write(marker(SEGMENT), new byte[] {'w', 0, (byte) 0xFF});
        assertNothingTakesItForAMarker();
        Files.delete(marker(SEGMENT));

        Files.createDirectory(marker(SEGMENT));
        assertNothingTakesItForAMarker();
        Files.delete(marker(SEGMENT));

        Path real = Files.createFile(temporary.resolve("real"));
        Files.createSymbolicLink(marker(SEGMENT), real);
        assertNothingTakesItForAMarker();
        assertThat(real).isEmptyFile();
    }

    private void assertNothingTakesItForAMarker() throws IOException {
        String offered = wal.resolve(SEGMENT.text()).toString();
        assertRefused("gate", List.of(offered, SEGMENT.text()));
        assertRefused("confirm", List.of(SEGMENT.text()));
        assertRefused("confirm", List.of("--archived-in", wal.toString(), SEGMENT.text()));
        assertRefused("show", List.of(SEGMENT.text()));
    }

    @Test
    void refusesASegmentBeyondItsSegmentSize() throws IOException {
        SegmentName real = SegmentName.parse("000000010000000100000000");
        Path offered = Files.write(
                wal.resolve(BEYOND.text()), WalFixtures.segment(real, CLUSTER, PostgresMajor.V15, SegmentSize.DEFAULT));

        assertRefused("gate", List.of(offered.toString(), BEYOND.text()));
        assertRefused("confirm", List.of("--archived-in", wal.toString(), BEYOND.text()));
    }

    @Test
    void confirmsNoCopyThatIsNotTheSegmentOfItsName() throws IOException {
        Path archive = Files.createDirectory(temporary.resolve("archive"));
        SegmentName other = SegmentName.parse("0000000100000000000000A2");
        byte[] content = Files.readAllBytes(wal.resolve(SEGMENT.text()));
        List<String> operands = List.of("--archived-in", archive.toString(), other.text());

        Files.write(archive.resolve(other.text()), content);
        assertRefused("confirm", operands);
        Files.write(archive.resolve(other.text()), new byte[content.length]);
        assertRefused("confirm", operands);
        Files.write(archive.resolve(other.text()), new byte[0]);
        assertRefused("confirm", operands);
        Files.write(
                archive.resolve(other.text()),
                Arrays.copyOf(WalFixtures.segment(other, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST), 4096));
        assertRefused("confirm", operands);
    }

    private void assertRefused(String command, List<String> operands) throws IOException {
        List<String> words = new ArrayList<>(List.of(command, "--registry", registry.toString()));
        words.addAll(operands);
        List<String> before = entries();

        Invocation invocation = Invocation.of(words.toArray(String[]::new));

        assertThat(invocation.status()).as(invocation.err()).isEqualTo(REFUSED);
        assertThat(invocation.err())
                .hasLineCount(1)
                .startsWith("walsafe " + command + ": ")
                .matches("[ -~]{1,600}\n");
        assertThat(invocation.out()).isEmpty();
        assertThat(entries()).isEqualTo(before);
    }

    private Path marker(SegmentName segment) {
        return registry.resolve(segment + ".done");
    }

    /** Everything in the WAL safe directory: name, inode, length, time. */
    private List<String> entries() throws IOException {
        try (Stream<Path> paths = Files.list(registry)) {
            List<String> entries = new ArrayList<>();
            for (Path path : paths.sorted().toList()) {
                entries.add(
                        path + " " + Files.readAttributes(path, "unix:mode,ino,size,ctime", LinkOption.NOFOLLOW_LINKS));
            }
            return entries;
        }
    }
}
