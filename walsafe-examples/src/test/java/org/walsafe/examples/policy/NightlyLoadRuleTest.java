package org.walsafe.examples.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveDecision;
import org.walsafe.archive.ArchivePolicy;
import org.walsafe.archive.ArchiveQuestion;
import org.walsafe.archive.OfferedDigest;
import org.walsafe.archive.OfferedFile;
import org.walsafe.archive.ServerFacts;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/** The policy, tested without a server and without files. */
class NightlyLoadRuleTest {

    private static final WalFileName FILE = WalFileName.parse("0000000100000000000000A1");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

    private final ArchivePolicy policy = NightlyLoadRule.policy();

    @Test
    void aReceivedFileWaitsByDay() {
        ArchiveDecision decision = policy.decide(question(confirmed(EvidenceKind.RECEIVED), NOON));

        assertThat(decision).isInstanceOf(ArchiveDecision.Pending.class);
        assertThat(decision.rule()).isEqualTo("nightly-load");
        assertThat(decision.reason()).contains(FILE.text());
    }

    @Test
    void aReceivedFileGoesDuringTheLoad() {
        assertThat(policy.decide(question(confirmed(EvidenceKind.RECEIVED), MIDNIGHT))
                        .letsGo())
                .isTrue();
        assertThat(policy.decide(question(confirmed(EvidenceKind.RECEIVED), Instant.parse("2026-11-20T22:00:00Z")))
                        .letsGo())
                .isTrue();
        assertThat(policy.decide(question(confirmed(EvidenceKind.RECEIVED), Instant.parse("2026-11-20T04:00:00Z")))
                        .letsGo())
                .isFalse();
    }

    @Test
    void anArchivedFileGoesAtAnyTime() {
        assertThat(policy.decide(question(confirmed(EvidenceKind.ARCHIVED), NOON))
                        .letsGo())
                .isTrue();
        assertThat(policy.decide(question(confirmed(EvidenceKind.IDENTICAL), MIDNIGHT))
                        .letsGo())
                .isTrue();
    }

    @Test
    void nothingGoesUnconfirmedEvenDuringTheLoad() {
        assertThat(policy.decide(question(new Lookup.NotConfirmed(), MIDNIGHT)))
                .isInstanceOf(ArchiveDecision.Pending.class);
        assertThat(policy.decide(question(new Lookup.Unknown("unreachable"), MIDNIGHT)))
                .isInstanceOf(ArchiveDecision.Unknown.class);
    }

    private static Lookup confirmed(EvidenceKind kind) {
        return new Lookup.Confirmed(Confirmation.attested(FILE, Evidence.NONE.withKind(kind)));
    }

    private static ArchiveQuestion question(Lookup lookup, Instant now) {
        OfferedFile offered =
                new OfferedFile.Present(16 << 20, Optional.empty(), OfferedDigest.of(Sha256.of(new byte[0])));
        return new ArchiveQuestion(FILE, offered, lookup, ServerFacts.NONE, Optional.empty(), now);
    }
}
