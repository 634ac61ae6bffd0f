package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.archive.Questions.BACKUP;
import static org.walsafe.archive.Questions.HISTORY;
import static org.walsafe.archive.Questions.NOW;
import static org.walsafe.archive.Questions.OTHERS;
import static org.walsafe.archive.Questions.OURS;
import static org.walsafe.archive.Questions.PARTIAL;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.SIZE;
import static org.walsafe.archive.Questions.waiting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.ArchivedWithHole;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleFormat;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.QuorumRegistry;
import org.walsafe.registry.StoredMarker;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.FaultyMarkerStore;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

class ArchiveGateTest {

    private static final Acknowledgement MARY = new Acknowledgement("mary", "the shop must stay open");

    @TempDir
    Path data;

    private final FaultyHost host = new FaultyHost(new LocalHost());
    private final InMemoryMarkerStore markers = new InMemoryMarkerStore();
    private final FaultyMarkerStore store = new FaultyMarkerStore(markers);
    private final WalSafeRegistry registry = new MarkerRegistry(store);
    private final ArchiveGate gate = ArchiveGate.builder(registry, host.files(), InstantSource.fixed(NOW))
            .build();

    private byte[] segment = new byte[0];

    @BeforeEach
    void offerFiles() throws IOException {
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        Files.createDirectories(data.resolve("global"));
        segment = WalFixtures.segment(SEGMENT, OURS, PostgresMajor.V15, SIZE);
        Files.write(file(SEGMENT), segment);
        Files.write(file(PARTIAL), segment);
        Files.writeString(file(HISTORY), "1\t0/A1000028\tno recovery target specified\n");
        Files.writeString(file(BACKUP), "START WAL LOCATION: 0/A1000028 (file 0000000100000000000000A1)\n");
    }

    @Test
    void answersAgainAndAgainWithoutTouchingTheConfirmation() {
        assertThat(decide(SEGMENT)).isInstanceOf(Pending.class);
        registry.confirm(Confirmation.unattested(SEGMENT));

        for (int i = 0; i < 3; i++) {
            assertThat(decide(SEGMENT)).isInstanceOf(Archived.class);
        }
        assertThat(markers.get(MarkerKey.confirmation(SEGMENT))).isInstanceOf(StoredMarker.Present.class);
    }

    @Test
    void comparesTheEvidenceWithTheFileItself() {
        Evidence right = Evidence.NONE
                .withSystemIdentifier(OURS)
                .withSize(segment.length)
                .withSha256(Sha256.of(segment));

        registry.confirm(Confirmation.attested(SEGMENT, right));
        registry.confirm(Confirmation.attested(HISTORY, right.withSize(41)));

        assertThat(decide(SEGMENT)).isInstanceOf(Archived.class);
        assertThat(decide(HISTORY)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesTheMarkerOfAnotherCluster() {
        registry.confirm(Confirmation.attested(SEGMENT, Evidence.NONE.withSystemIdentifier(OTHERS)));

        assertThat(decide(SEGMENT)).isInstanceOf(Refused.class);
    }

    @Test
    void theMarkerOfAPartialSegmentIsNotThatOfTheWhole() {
        registry.confirm(Confirmation.attested(PARTIAL, Evidence.NONE.withSystemIdentifier(OURS)));
        assertThat(decide(SEGMENT)).isInstanceOf(Pending.class);

        registry.withdraw(PARTIAL);
        registry.confirm(Confirmation.attested(SEGMENT, Evidence.NONE.withSystemIdentifier(OURS)));
        ArchiveGate strict = ArchiveGate.builder(registry, host.files(), InstantSource.fixed(NOW))
                .policy(ArchivePolicies.standard(
                        UnattestedConfirmations.ACCEPTED, PartialSegments.CONFIRMATION_REQUIRED))
                .build();
        assertThat(strict.decide(path(PARTIAL), PARTIAL.text())).isInstanceOf(Pending.class);
    }

    @Test
    void aHistoryFileHasTheClusterOfTheDataDirectory() throws IOException {
        registry.confirm(Confirmation.attested(HISTORY, Evidence.NONE.withSystemIdentifier(OTHERS)));
        assertThat(decide(HISTORY)).isInstanceOf(Archived.class);

        byte[] control = ByteBuffer.allocate(8192)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(OURS.value())
                .array();
        Files.write(data.resolve("global/pg_control"), control);
        assertThat(decide(HISTORY)).isInstanceOf(Refused.class);

        Files.write(data.resolve("global/pg_control"), new byte[7]);
        assertThat(decide(HISTORY)).isInstanceOf(Archived.class);
    }

    @Test
    void whatItWasToldOfTheServerGoesBeforeTheControlFile() {
        registry.confirm(Confirmation.attested(HISTORY, Evidence.NONE.withSystemIdentifier(OTHERS)));
        ArchiveGate told = ArchiveGate.builder(registry, host.files(), InstantSource.fixed(NOW))
                .server(ServerFacts.NONE.with(OURS).with(PostgresMajor.V15))
                .build();

        assertThat(told.decide(path(HISTORY), HISTORY.text())).isInstanceOf(Refused.class);
    }

    @Test
    void aVanishedFileGoesOnlyWithAnAttestedConfirmation() throws IOException {
        Files.delete(file(SEGMENT));
        assertThat(decide(SEGMENT)).isInstanceOf(Pending.class);

        registry.confirm(Confirmation.unattested(SEGMENT));
        assertThat(decide(SEGMENT)).isInstanceOf(Refused.class);

        registry.withdraw(SEGMENT);
        registry.confirm(Confirmation.attested(SEGMENT, Evidence.NONE.withSystemIdentifier(OURS)));
        assertThat(decide(SEGMENT)).isInstanceOf(Archived.class);
    }

    @Test
    void aMissingDirectoryDoesNotMeanThatTheFileHasVanished() {
        registry.confirm(Confirmation.attested(SEGMENT, Evidence.NONE));
        HostPath elsewhere = HostPath.of(data + "/nowhere/" + SEGMENT);

        assertThat(gate.decide(elsewhere, SEGMENT.text()))
                .isEqualTo(new Unknown("offered-file", "there is no directory " + data + "/nowhere"));
    }

    @Test
    void whatIsNoFileIsUnknown() throws IOException {
        registry.confirm(Confirmation.unattested(SEGMENT));
        Path target = Files.move(file(SEGMENT), data.resolve("elsewhere"));
        Files.createSymbolicLink(file(SEGMENT), target);
        assertThat(decide(SEGMENT)).isInstanceOf(Unknown.class);

        Files.delete(file(SEGMENT));
        Files.createDirectory(file(SEGMENT));
        assertThat(decide(SEGMENT)).isInstanceOf(Unknown.class);

        registry.confirm(Confirmation.unattested(HISTORY));
        Files.delete(file(HISTORY));
        Files.createDirectory(file(HISTORY));
        assertThat(decide(HISTORY)).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aHostThatFailsMakesTheAnswerUnknown(int operations) {
        registry.confirm(Confirmation.unattested(SEGMENT));
        host.failAfter(operations);

        assertThat(decide(SEGMENT)).isInstanceOf(operations < 2 ? Unknown.class : Archived.class);
    }

    @Test
    void aRegistryThatCannotBeReachedIsUnknownAndNeverNo() {
        registry.confirm(Confirmation.unattested(SEGMENT));
        store.failAfter(0);

        assertThat(decide(SEGMENT)).isInstanceOf(Unknown.class);
        assertThat(decide(BACKUP)).isInstanceOf(Archived.class);
    }

    @ParameterizedTest
    @MethodSource("org.walsafe.tck.HostileInput#names")
    void refusesWhatIsNoWalFilesName(String name) {
        ArchiveDecision decision = gate.decide(path(SEGMENT), name);

        assertThat(decision).isInstanceOf(Refused.class);
        assertThat(decision.rule()).isEqualTo("file-name");
        assertThat(decision.reason()).matches("[ -~]+");
    }

    @Test
    void refusesArgumentsThatDoNotBelongTogether() {
        assertThat(gate.decide(path(HISTORY), SEGMENT.text()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.rule()).isEqualTo("arguments"));
    }

    @Test
    void recordsTheHoleBeforeItLetsAFileGo() {
        ArchiveGate open = overflowing(registry);

        ArchiveDecision decision = open.decide(path(SEGMENT), SEGMENT.text());

        assertThat(decision).isInstanceOf(ArchivedWithHole.class);
        assertThat(markers.get(MarkerKey.hole(SEGMENT)))
                .isInstanceOfSatisfying(
                        StoredMarker.Present.class, present -> assertThat(HoleFormat.read(SEGMENT, present.content()))
                                .get()
                                .extracting(Hole::acknowledgedBy, Hole::at)
                                .containsExactly("mary", NOW));
        assertThat(open.decide(path(SEGMENT), SEGMENT.text())).isInstanceOf(ArchivedWithHole.class);
    }

    @Test
    void keepsTheFileWhenTheHoleCannotBeRecorded() {
        store.failAfter(1);

        ArchiveDecision decision = overflowing(registry).decide(path(SEGMENT), SEGMENT.text());

        assertThat(decision).isInstanceOf(Unknown.class);
        assertThat(decision.reason()).contains("hole could not be recorded");
        assertThat(markers.get(MarkerKey.hole(SEGMENT))).isInstanceOf(StoredMarker.Absent.class);
    }

    private ArchiveGate overflowing(WalSafeRegistry anyRegistry) {
        return ArchiveGate.builder(anyRegistry, host.files(), InstantSource.fixed(NOW))
                .policy(ArchivePolicy.of(OverflowValve.whenMoreWaitThan(10, MARY))
                        .then(ArchivePolicies.standard()))
                .backlog(() -> waiting(11))
                .build();
    }

    @Test
    void saysWhenTheBacklogCouldNotBeLookedAt() {
        ArchiveGate blind = ArchiveGate.builder(registry, host.files(), InstantSource.fixed(NOW))
                .backlog(() -> {
                    throw new IOException("no permission");
                })
                .build();

        ArchiveDecision decision = blind.decide(path(SEGMENT), SEGMENT.text());

        assertThat(decision).isInstanceOf(Pending.class);
        assertThat(decision.notices())
                .containsExactly(new Notice("backlog", "the backlog could not be looked at: no permission"));
    }

    @Test
    void asksAQuorumAsAnyRegistry() {
        WalSafeRegistry second = new MarkerRegistry(new InMemoryMarkerStore());
        FaultyMarkerStore away = new FaultyMarkerStore(new InMemoryMarkerStore());
        away.failAfter(0);
        WalSafeRegistry quorum = new QuorumRegistry(2, List.of(registry, second, new MarkerRegistry(away)));
        ArchiveGate asksThree = ArchiveGate.builder(quorum, host.files(), InstantSource.fixed(NOW))
                .build();

        assertThat(asksThree.decide(path(SEGMENT), SEGMENT.text())).isInstanceOf(Pending.class);
        registry.confirm(Confirmation.unattested(SEGMENT));
        assertThat(asksThree.decide(path(SEGMENT), SEGMENT.text())).isInstanceOf(Unknown.class);
        second.confirm(Confirmation.unattested(SEGMENT));
        assertThat(asksThree.decide(path(SEGMENT), SEGMENT.text())).isInstanceOf(Archived.class);
    }

    @Test
    void cleansUpBehindASegmentThatWentAndSaysWhenItCannot() throws IOException {
        SegmentName later = SegmentName.parse("000000010000000100000000");
        SegmentName old = SegmentName.parse("000000010000000000000FE5");
        Files.write(file(later), WalFixtures.segment(later, OURS, PostgresMajor.V15, SIZE));
        registry.confirm(Confirmation.unattested(old));
        ArchiveGate tidy = ArchiveGate.builder(registry, host.files(), InstantSource.fixed(NOW))
                .cleaningUp()
                .build();

        assertThat(tidy.decide(path(later), later.text())).isInstanceOf(Pending.class);
        assertThat(markers.get(MarkerKey.confirmation(old))).isInstanceOf(StoredMarker.Present.class);

        registry.confirm(Confirmation.unattested(later));
        store.failAfter(7);
        assertThat(tidy.decide(path(later), later.text()).notices())
                .extracting(Notice::rule)
                .containsExactly("clean-up");

        store.failAfter(Long.MAX_VALUE);
        ArchiveDecision decision = tidy.decide(path(later), later.text());
        assertThat(decision).isInstanceOf(Archived.class);
        assertThat(decision.notices()).isEmpty();
        assertThat(markers.get(MarkerKey.confirmation(old))).isInstanceOf(StoredMarker.Absent.class);
    }

    private ArchiveDecision decide(WalFileName name) {
        return gate.decide(path(name), name.text());
    }

    private HostPath path(WalFileName name) {
        return HostPath.of(file(name).toString());
    }

    private Path file(WalFileName name) {
        return data.resolve("pg_wal").resolve(name.text());
    }
}
