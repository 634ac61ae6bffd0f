package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.archive.Questions.OURS;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.SIZE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.HostileInput;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;

/** Whatever somebody puts in a marker's place: the gate refuses the file, says why in one line, and leaves it there. */
class ArchiveGateOnHostileMarkersTest {

    @TempDir
    Path root;

    private final LocalHost host = new LocalHost();
    private ServerFolder server;

    @BeforeEach
    void offerASegment() throws IOException {
        server = new ServerFolder(root);
        server.offer(SEGMENT, WalFixtures.segment(SEGMENT, OURS, PostgresMajor.V15, SIZE));
    }

    static Stream<String> markers() {
        return HostileInput.markers(SEGMENT, OURS);
    }

    @ParameterizedTest
    @MethodSource("markers")
    void refusesABadMarker(String content) throws IOException {
        server.mark(SEGMENT, content);

        assertRefused(SEGMENT);
    }

    @Test
    void refusesAMarkerOfTenMegabytes() throws IOException {
        Files.write(server.marker(SEGMENT), new byte[10_000_000]);

        assertRefused(SEGMENT);
    }

    @Test
    void refusesADirectory() throws IOException {
        Files.createDirectory(server.marker(SEGMENT));

        assertRefused(SEGMENT);
    }

    @Test
    void refusesALinkWhereverItLeads() throws IOException {
        Path real = Files.createFile(root.resolve("real"));
        Files.createSymbolicLink(server.marker(SEGMENT), real);
        assertRefused(SEGMENT);

        Files.delete(real);
        assertRefused(SEGMENT);
    }

    @Test
    void refusesASegmentBeyondItsSegmentSizeThoughItIsMarked() throws IOException {
        SegmentName beyond = SegmentName.parse("000000010000000000000100");
        SegmentName real = SegmentName.parse("000000010000000100000000");
        server.offer(beyond, WalFixtures.segment(real, OURS, PostgresMajor.V15, SegmentSize.DEFAULT));
        for (String content : List.of("", "walsafe=1\nfile=" + beyond + "\nsystem_identifier=" + OURS + "\n")) {
            server.mark(beyond, content);

            assertRefused(beyond);
        }
    }

    private void assertRefused(SegmentName segment) throws IOException {
        List<String> before = server.registry();
        ArchiveDecision decision;
        try (WalSafeRegistry registry = new MarkerRegistry(DirectoryMarkerStore.on(host, server.safePath()))) {
            decision = ArchiveGate.builder(registry, host.files(), InstantSource.system())
                    .build()
                    .decide(server.walPath(segment), segment.text());
        }

        assertThat(decision).isInstanceOf(ArchiveDecision.Refused.class);
        assertThat(decision.reason()).contains(segment.text()).matches("[ -~]+");
        assertThat(server.registry()).isEqualTo(before);
    }
}
