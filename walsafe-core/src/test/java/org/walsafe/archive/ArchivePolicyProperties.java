package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Lookup;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.WalFileName;

/** What holds for every policy and every question. */
class ArchivePolicyProperties {

    private static final Map<WalFileName, OfferedFile.Present> PRESENT = new ConcurrentHashMap<>();

    private static final SegmentHeaderReading UNKNOWN_VERSION = Questions.unknownVersion();

    @Property
    void everyQuestionHasADecisionWithARuleAndAReasonOnOneLine(
            @ForAll("policies") ArchivePolicy policy, @ForAll("questions") ArchiveQuestion question) {
        ArchiveDecision decision = policy.decide(question);

        assertThat(decision.rule()).isNotBlank();
        assertThat(decision.reason()).isNotBlank().doesNotContain("\n");
    }

    @Property
    void theStandardPolicyLetsNothingGoUnconfirmedButWhatItSaysInTheOpen(
            @ForAll("questions") ArchiveQuestion question,
            @ForAll UnattestedConfirmations unattested,
            @ForAll PartialSegments partials) {
        ArchiveDecision decision =
                ArchivePolicies.standard(unattested, partials).decide(question);

        if (decision.letsGo()
                && !(question.file() instanceof BackupHistoryName)
                && !(question.file() instanceof PartialSegmentName && partials == PartialSegments.ACCEPTED)) {
            assertThat(question.standing()).isInstanceOf(Standing.Confirmed.class);
            assertThat(question.lookup()).isInstanceOfSatisfying(Lookup.Confirmed.class, confirmed -> assertThat(
                            unattested == UnattestedConfirmations.ACCEPTED
                                    || confirmed.confirmation().isAttested())
                    .isTrue());
        }
        assertThat(decision).isNotInstanceOf(ArchiveDecision.ArchivedWithHole.class);
    }

    @Property
    void aDecisionIsTheSameWheneverItIsAskedFor(
            @ForAll("policies") ArchivePolicy policy, @ForAll("questions") ArchiveQuestion question) {
        assertThat(policy.decide(question)).isEqualTo(policy.decide(question));
        assertThat(policy.explain(question).decision()).isEqualTo(policy.decide(question));
    }

    @Property
    void composingIsAssociative(
            @ForAll("policies") ArchivePolicy a,
            @ForAll("policies") ArchivePolicy b,
            @ForAll("policies") ArchivePolicy c,
            @ForAll("questions") ArchiveQuestion question) {
        assertThat(a.then(b).then(c).explain(question))
                .isEqualTo(a.then(b.then(c)).explain(question));
    }

    @Property
    void thePolicyWithoutARuleChangesNothing(
            @ForAll("policies") ArchivePolicy policy, @ForAll("questions") ArchiveQuestion question) {
        assertThat(policy.then(ArchivePolicy.NONE).explain(question)).isEqualTo(policy.explain(question));
        assertThat(ArchivePolicy.NONE.then(policy).explain(question)).isEqualTo(policy.explain(question));
    }

    @Property
    void whatAPolicyAnswersNoLaterOneChanges(
            @ForAll("policies") ArchivePolicy first,
            @ForAll("policies") ArchivePolicy second,
            @ForAll("questions") ArchiveQuestion question) {
        ArchiveDecision alone = first.decide(question);

        assertThat(first.then(second).decide(question).rule())
                .isEqualTo(
                        alone.rule().equals("deny-by-default")
                                ? second.decide(question).rule()
                                : alone.rule());
    }

    @Property
    void noticesChangeNoDecision(
            @ForAll("policies") ArchivePolicy policy, @ForAll("questions") ArchiveQuestion question) {
        ArchivePolicy talkative = policy.noticing(asked -> Optional.of(new Notice("talk", "talk")));

        assertThat(talkative.decide(question))
                .usingRecursiveComparison()
                .ignoringFields("notices")
                .isEqualTo(policy.decide(question));
    }

    /** Policies of up to four rules: the shipped ones, and some that answer questions of one kind only. */
    @Provide
    Arbitrary<ArchivePolicy> policies() {
        Arbitrary<ArchiveRule> rules = Arbitraries.of(
                ArchivePolicies.backupHistoryAccepted(),
                ArchivePolicies.partialAccepted(),
                ArchivePolicies.byteIdentical(),
                ArchivePolicies.confirmed(UnattestedConfirmations.ACCEPTED),
                ArchivePolicies.confirmed(UnattestedConfirmations.REFUSED),
                OverflowValve.whenMoreWaitThan(5, new Acknowledgement("mary", "a test")),
                ofOneKind("only-segments", new Pending("only-segments", "s"), 24),
                ofOneKind("only-histories", new Refused("only-histories", "h"), 16),
                ofOneKind("only-partials", new Unknown("only-partials", "p"), 32),
                ofOneKind("only-backups", new Archived("only-backups", "b"), 40));
        return rules.list().ofMaxSize(4).map(some -> {
            ArchivePolicy policy = ArchivePolicy.NONE;
            for (ArchiveRule rule : some) {
                policy = policy.then(rule);
            }
            return policy;
        });
    }

    private static ArchiveRule ofOneKind(String name, ArchiveDecision decision, int nameLength) {
        return new ArchiveRule() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
                return question.file().text().length() == nameLength ? Optional.of(decision) : Optional.empty();
            }
        };
    }

    @Provide
    Arbitrary<ArchiveQuestion> questions() {
        return Arbitraries.of(Questions.SEGMENT, Questions.PARTIAL, Questions.HISTORY, Questions.BACKUP)
                .flatMap(file -> Combinators.combine(offered(file), lookups(file), servers(), backlogs())
                        .as((offered, lookup, server, backlog) ->
                                new ArchiveQuestion(file, offered, lookup, server, backlog, Questions.NOW)));
    }

    private static Arbitrary<OfferedFile> offered(WalFileName file) {
        OfferedFile.Present good = PRESENT.computeIfAbsent(file, Questions::present);
        return Arbitraries.of(
                good,
                new OfferedFile.Present(good.size() + 1, good.header(), good.digest()),
                new OfferedFile.Present(good.size(), good.header().map(known -> UNKNOWN_VERSION), good.digest()),
                new OfferedFile.Present(
                        good.size(), good.header().map(known -> SegmentHeaderReading.of(new byte[3])), good.digest()),
                new OfferedFile.Present(
                        good.size(), good.header(), () -> new OfferedDigest.Reading.Unreadable("the disk is gone")),
                new OfferedFile.Vanished(),
                new OfferedFile.Unreadable("no permission"));
    }

    private static Arbitrary<Lookup> lookups(WalFileName file) {
        Arbitrary<Lookup> attested = Combinators.combine(
                        Arbitraries.of(EvidenceKind.class).optional(),
                        Arbitraries.of(Questions.OURS, Questions.OTHERS).optional(),
                        Arbitraries.of(41L, (long) Questions.SIZE.bytes(), 7L).optional(),
                        Arbitraries.of(Questions.DIGEST, Questions.OTHER_DIGEST).optional())
                .as((kind, cluster, size, digest) -> {
                    Evidence evidence = Evidence.NONE;
                    evidence = kind.isPresent() ? evidence.withKind(kind.get()) : evidence;
                    evidence = cluster.isPresent() ? evidence.withSystemIdentifier(cluster.get()) : evidence;
                    evidence = size.isPresent() ? evidence.withSize(size.get()) : evidence;
                    evidence = digest.isPresent() ? evidence.withSha256(digest.get()) : evidence;
                    return new Lookup.Confirmed(Confirmation.attested(file, evidence));
                });
        Arbitrary<Lookup> others = Arbitraries.of(
                new Lookup.NotConfirmed(),
                new Lookup.Invalid("the marker is torn"),
                new Lookup.Unknown("the registry is away"),
                new Lookup.Confirmed(Confirmation.unattested(file)));
        return Arbitraries.oneOf(attested, others);
    }

    private static Arbitrary<ServerFacts> servers() {
        return Arbitraries.of(
                ServerFacts.NONE, ServerFacts.NONE.with(Questions.OURS), ServerFacts.NONE.with(Questions.OTHERS));
    }

    private static Arbitrary<Optional<Backlog>> backlogs() {
        return Arbitraries.longs()
                .between(0, 10)
                .map(waiting -> new Backlog(waiting, Optional.empty(), OptionalLong.empty(), OptionalLong.empty()))
                .optional();
    }
}
