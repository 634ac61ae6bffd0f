package org.walsafe.examples.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchiveGate;
import org.walsafe.archive.ArchiveQuestion;
import org.walsafe.archive.Backlog;
import org.walsafe.archive.OfferedDigest;
import org.walsafe.archive.OfferedFile;
import org.walsafe.archive.ServerFacts;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;

class TwoArchivesGateTest {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");
    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    private static final long ROOM = 1_000_000;

    @TempDir
    Path data;

    private final WalSafeRegistry near = new MarkerRegistry(new InMemoryMarkerStore());
    private final WalSafeRegistry far = new MarkerRegistry(new InMemoryMarkerStore());
    private byte[] segment = new byte[0];

    @BeforeEach
    void offerASegment() throws IOException {
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        segment = WalFixtures.segment(SEGMENT, CLUSTER, PostgresMajor.V15, SegmentSize.SMALLEST);
        Files.write(data.resolve("pg_wal/" + SEGMENT), segment);
    }

    @Test
    void aSegmentGoesOnceBothArchivesHoldThatVeryFile() {
        assertThat(decide()).isInstanceOf(ArchiveDecision.Pending.class);
        near.confirm(confirmation(EvidenceKind.IDENTICAL));
        assertThat(decide()).isInstanceOf(ArchiveDecision.Pending.class);
        far.confirm(confirmation(EvidenceKind.ARCHIVED));
        assertThat(decide()).isInstanceOf(ArchiveDecision.Refused.class);

        far.withdraw(SEGMENT);
        far.confirm(confirmation(EvidenceKind.IDENTICAL));

        assertThat(decide()).isInstanceOf(ArchiveDecision.Archived.class);
    }

    @Test
    void belowTheLimitAnUnconfirmedFileGoesAndLeavesAHole() {
        assertThat(TwoArchivesGate.policy(ROOM).decide(question(new Lookup.NotConfirmed(), ROOM)))
                .isInstanceOf(ArchiveDecision.Pending.class);
        assertThat(TwoArchivesGate.policy(ROOM).decide(question(new Lookup.NotConfirmed(), ROOM - 1)))
                .isInstanceOfSatisfying(
                        ArchiveDecision.ArchivedWithHole.class,
                        decision -> assertThat(decision.hole().acknowledgedBy()).isEqualTo("mary@example.com"));
    }

    @Test
    void belowTheLimitNothingGoesWhereNobodyCouldLook() {
        assertThat(TwoArchivesGate.policy(ROOM).decide(question(new Lookup.Unknown("no route to host"), 0)))
                .isInstanceOf(ArchiveDecision.Unknown.class);
    }

    private ArchiveDecision decide() {
        try (LocalHost host = new LocalHost()) {
            HostPath directory = HostPath.of(data.toString());
            ArchiveGate gate = TwoArchivesGate.gate(host, directory, List.of(near, far));
            return gate.decide(HostPath.of(data + "/pg_wal/" + SEGMENT), SEGMENT.text());
        }
    }

    private Confirmation confirmation(EvidenceKind kind) {
        return Confirmation.attested(
                SEGMENT,
                Evidence.NONE
                        .withKind(kind)
                        .withSystemIdentifier(CLUSTER)
                        .withSize(segment.length)
                        .withSha256(Sha256.of(segment)));
    }

    private static ArchiveQuestion question(Lookup lookup, long freeBytes) {
        return new ArchiveQuestion(
                SEGMENT,
                new OfferedFile.Present(16 << 20, Optional.empty(), OfferedDigest.of(Sha256.of(new byte[0]))),
                lookup,
                ServerFacts.NONE,
                Optional.of(new Backlog(3, Optional.empty(), OptionalLong.empty(), OptionalLong.of(freeBytes))),
                Instant.EPOCH);
    }
}
