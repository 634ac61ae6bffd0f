package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.archive.Questions.BACKUP;
import static org.walsafe.archive.Questions.DIGEST;
import static org.walsafe.archive.Questions.HISTORY;
import static org.walsafe.archive.Questions.NOW;
import static org.walsafe.archive.Questions.OTHERS;
import static org.walsafe.archive.Questions.OURS;
import static org.walsafe.archive.Questions.PARTIAL;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.about;
import static org.walsafe.archive.Questions.answered;
import static org.walsafe.archive.Questions.at;
import static org.walsafe.archive.Questions.attested;
import static org.walsafe.archive.Questions.behind;
import static org.walsafe.archive.Questions.offering;
import static org.walsafe.archive.Questions.unattested;
import static org.walsafe.archive.Questions.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/** What the shipped policies answer. */
class ArchivePoliciesTest {

    /** Every kind of file against everything that the registry can answer, and every identity that the evidence claims. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            value = {
                "registry says    | segment  | history  | partial  | backup  ",
                "nothing          | Pending  | Pending  | Archived | Archived",
                "unattested       | Archived | Archived | Archived | Archived",
                "attested         | Archived | Archived | Archived | Archived",
                "of this cluster  | Archived | Archived | Archived | Archived",
                "of another       | Refused  | Refused  | Archived | Archived",
                "of this content  | Archived | Archived | Archived | Archived",
                "of other content | Refused  | Refused  | Archived | Archived",
                "of another size  | Refused  | Refused  | Archived | Archived",
                "invalid          | Refused  | Refused  | Archived | Archived",
                "unknown          | Unknown  | Unknown  | Archived | Archived",
            })
    void theStandardPolicy(String registry, String segment, String history, String partial, String backup) {
        ArchivePolicy policy = ArchivePolicies.standard();

        assertThat(kind(policy, asked(SEGMENT, registry))).isEqualTo(segment);
        assertThat(kind(policy, asked(HISTORY, registry))).isEqualTo(history);
        assertThat(kind(policy, asked(PARTIAL, registry))).isEqualTo(partial);
        assertThat(kind(policy, asked(BACKUP, registry))).isEqualTo(backup);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            value = {
                "registry says    | segment  | history  | partial  | backup  ",
                "nothing          | Pending  | Pending  | Pending  | Archived",
                "unattested       | Refused  | Refused  | Refused  | Archived",
                "names nothing    | Refused  | Refused  | Refused  | Archived",
                "attested         | Archived | Archived | Archived | Archived",
                "of another       | Refused  | Refused  | Refused  | Archived",
                "invalid          | Refused  | Refused  | Refused  | Archived",
                "unknown          | Unknown  | Unknown  | Unknown  | Archived",
            })
    void theStandardPolicyAtItsStrictest(
            String registry, String segment, String history, String partial, String backup) {
        ArchivePolicy policy =
                ArchivePolicies.standard(UnattestedConfirmations.REFUSED, PartialSegments.CONFIRMATION_REQUIRED);

        assertThat(kind(policy, asked(SEGMENT, registry))).isEqualTo(segment);
        assertThat(kind(policy, asked(HISTORY, registry))).isEqualTo(history);
        assertThat(kind(policy, asked(PARTIAL, registry))).isEqualTo(partial);
        assertThat(kind(policy, asked(BACKUP, registry))).isEqualTo(backup);
    }

    private static ArchiveQuestion asked(WalFileName file, String registry) {
        ArchiveQuestion question = at(about(file), ServerFacts.NONE.with(OURS));
        return switch (registry) {
            case "nothing" -> question;
            case "unattested" -> unattested(question);
            case "names nothing" -> attested(question, Evidence.NONE.withConfirmer("somebody", Questions.NOW));
            case "attested" -> attested(question, Evidence.NONE.withKind(EvidenceKind.RECEIVED));
            case "of this cluster" -> attested(question, Evidence.NONE.withSystemIdentifier(OURS));
            case "of another" -> attested(question, Evidence.NONE.withSystemIdentifier(OTHERS));
            case "of this content" -> attested(question, Evidence.NONE.withSha256(DIGEST));
            case "of other content" -> attested(question, Evidence.NONE.withSha256(Questions.OTHER_DIGEST));
            case "of another size" -> attested(question, Evidence.NONE.withSize(17));
            case "invalid" -> answered(question, new Lookup.Invalid("the marker is torn"));
            case "unknown" -> answered(question, new Lookup.Unknown("the registry is away"));
            default -> throw new AssertionError(registry);
        };
    }

    private static String kind(ArchivePolicy policy, ArchiveQuestion question) {
        return policy.decide(question).getClass().getSimpleName();
    }

    static Stream<OfferedFile> whatNoSegmentIs() {
        SegmentHeaderReading another = Questions.header(Questions.SEGMENT, PostgresMajor.V9_2);
        return Stream.of(
                new OfferedFile.Present(1 << 24, Questions.present(SEGMENT).header(), OfferedDigest.of(DIGEST)),
                new OfferedFile.Present(0, Optional.of(SegmentHeaderReading.of(new byte[0])), OfferedDigest.of(DIGEST)),
                new OfferedFile.Present(
                        1 << 20, Optional.of(SegmentHeaderReading.of(new byte[40])), OfferedDigest.of(DIGEST)),
                new OfferedFile.Present(
                        1 << 20,
                        Optional.of(Questions.header(SegmentName.parse("0000000100000000000000A2"), PostgresMajor.V15)),
                        OfferedDigest.of(DIGEST)),
                new OfferedFile.Present(1 << 21, Optional.of(another), OfferedDigest.of(DIGEST)));
    }

    @ParameterizedTest
    @MethodSource("whatNoSegmentIs")
    void noPolicyLetsASegmentGoThatIsNotWhatItsNameSays(OfferedFile offered) {
        ArchiveRule reckless = rule("reckless", new Archived("reckless", "whatever"));

        for (WalFileName file : new WalFileName[] {SEGMENT, PARTIAL}) {
            ArchiveDecision decision = ArchivePolicy.of(reckless).decide(offering(unattested(about(file)), offered));

            assertThat(decision).isInstanceOf(Refused.class);
            assertThat(decision.rule()).isEqualTo("offered-file");
            assertThat(decision.reason()).startsWith(file.text());
        }
    }

    @Test
    void aSegmentOfAnotherClusterThanTheServersIsRefused() {
        ArchiveQuestion question = at(unattested(about(SEGMENT)), ServerFacts.NONE.with(OTHERS));

        assertThat(ArchivePolicies.standard().decide(question)).isInstanceOf(Refused.class);
    }

    @Test
    void aSegmentThatCannotBeReadIsUnknown() {
        ArchiveQuestion question = offering(unattested(about(SEGMENT)), new OfferedFile.Unreadable("no permission"));

        assertThat(ArchivePolicies.standard().decide(question)).isEqualTo(new Unknown("offered-file", "no permission"));
    }

    @Test
    void aVanishedSegmentGoesOnlyWithAnAttestedConfirmation() {
        ArchiveQuestion vanished = offering(about(SEGMENT), new OfferedFile.Vanished());

        assertThat(ArchivePolicies.standard().decide(vanished)).isInstanceOf(Pending.class);
        assertThat(ArchivePolicies.standard().decide(unattested(vanished))).isInstanceOf(Refused.class);
        assertThat(ArchivePolicies.standard().decide(attested(vanished, Evidence.NONE)))
                .isInstanceOf(Refused.class);
        assertThat(ArchivePolicies.standard().decide(attested(vanished, Evidence.NONE.withSize(1))))
                .isInstanceOf(Archived.class);
    }

    @Test
    void anAcceptedPartialIsNoticedUnlessItIsConfirmed() {
        ArchivePolicy policy = ArchivePolicies.standard();

        assertThat(policy.decide(about(PARTIAL)).notices())
                .containsExactly(new Notice(
                        "partial-accepted", PARTIAL + " is let go without confirmation, as a partial segment"));
        assertThat(policy.decide(unattested(about(PARTIAL))).notices()).isEmpty();
    }

    @Test
    void byteIdenticalWantsTheStrongestEvidence() {
        ArchivePolicy policy = ArchivePolicy.of(ArchivePolicies.byteIdentical());
        ArchiveQuestion question = about(SEGMENT);
        Evidence identical = Evidence.NONE.withKind(EvidenceKind.IDENTICAL).withSha256(DIGEST);

        assertThat(policy.decide(attested(question, identical))).isInstanceOf(Archived.class);
        assertThat(policy.decide(question)).isInstanceOf(Pending.class);
        assertThat(policy.decide(unattested(question))).isInstanceOf(Refused.class);
        assertThat(policy.decide(attested(question, identical.withKind(EvidenceKind.ARCHIVED))))
                .isInstanceOf(Refused.class);
        assertThat(policy.decide(attested(question, Evidence.NONE.withKind(EvidenceKind.IDENTICAL))))
                .isInstanceOf(Refused.class);
        assertThat(policy.decide(attested(question, identical.withSha256(Questions.OTHER_DIGEST))))
                .isInstanceOf(Refused.class);
        assertThat(policy.decide(offering(attested(question, identical), new OfferedFile.Vanished())))
                .isInstanceOf(Refused.class);
        assertThat(policy.decide(answered(question, new Lookup.Unknown("away"))))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aBacklogIsNoticedWhenItPassesALimit() {
        ArchivePolicy policy = ArchivePolicies.standard()
                .noticing(ArchivePolicies.backlogNotice(new BacklogLimits(10, Duration.ofMinutes(5))));
        Backlog old = new Backlog(1, Optional.of(NOW.minusSeconds(301)), OptionalLong.empty(), OptionalLong.empty());
        Backlog young = new Backlog(1, Optional.of(NOW.minusSeconds(300)), OptionalLong.empty(), OptionalLong.empty());

        assertThat(policy.decide(behind(about(SEGMENT), waiting(10))).notices()).isEmpty();
        assertThat(policy.decide(behind(about(SEGMENT), waiting(11))).notices())
                .containsExactly(new Notice("backlog", "11 WAL files wait to be archived"));
        assertThat(policy.decide(behind(about(SEGMENT), young)).notices()).isEmpty();
        assertThat(policy.decide(behind(about(SEGMENT), old)).notices())
                .containsExactly(new Notice("backlog", "1 WAL files wait to be archived, the oldest for 301 seconds"));
        assertThat(policy.decide(about(SEGMENT)).notices()).isEmpty();
    }

    static ArchiveRule rule(String name, ArchiveDecision decision) {
        return new ArchiveRule() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
                return Optional.of(decision);
            }
        };
    }
}
