package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.StoredMarker;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class ReconcilerTest {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000003");

    private static final SegmentName NEXT = SegmentName.parse("000000010000000000000004");

    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    private static final SystemIdentifier ANOTHER = SystemIdentifier.parse("17");

    private final InMemoryPrimary primary = new InMemoryPrimary();
    private final InMemoryArchive archive = new InMemoryArchive();
    private final InMemoryMarkerStore markers = new InMemoryMarkerStore();
    private final WalSafeRegistry registry = new MarkerRegistry(markers);
    private ReconcilerConfig config = ReconcilerConfig.of(primary, archive, registry)
            .confirmedBy("barman:main@backup1")
            .withTime(() -> InMemoryPrimary.NOW.plusMillis(250));
    private Optional<Reconciler> reconciler = Optional.empty();

    @Test
    void confirmsWithEvidence() {
        byte[] content = finishAndArchive(SEGMENT);

        ReconcileReport report = reconcile();

        assertThat(report.confirmed()).isEqualTo(1);
        assertThat(report.unconfirmed()).isZero();
        assertThat(report.oldest()).isEmpty();
        assertThat(registry.lookup(SEGMENT))
                .isEqualTo(new Lookup.Confirmed(Confirmation.attested(
                        SEGMENT,
                        new Evidence(
                                Optional.of(EvidenceKind.ARCHIVED),
                                Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER),
                                OptionalLong.of(content.length),
                                Optional.of(Sha256.of(content)),
                                Optional.of("barman:main@backup1"),
                                Optional.of(InMemoryPrimary.NOW),
                                Map.of()))));
    }

    @Test
    void aSecondPassFindsNothingToDo() {
        finishAndArchive(SEGMENT);
        reconcile();

        ReconcileReport second = reconcile();

        assertThat(second.changedAnything()).isFalse();
        assertThat(second.findings()).isEmpty();
        assertThat(second.waiting()).isEqualTo(1);
    }

    @Test
    void planningChangesNothing() {
        finishAndArchive(SEGMENT);

        assertThat(new Reconciler(config).plan().actions()).containsExactly(new ReconcileAction.Confirm(SEGMENT));
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void reportsWhatTheArchiveLacksAndSinceWhenTheFirstOfItWaits() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        primary.finish(NEXT, InMemoryPrimary.segment(NEXT));

        ReconcileReport report = reconcile();

        assertThat(report.unconfirmed()).isEqualTo(2);
        assertThat(report.findings())
                .map(ReconcileFinding::kind)
                .containsExactly(ReconcileFinding.Kind.MISSING, ReconcileFinding.Kind.MISSING);
        OldestUnconfirmed oldest = report.oldest().orElseThrow();
        assertThat(oldest.file()).isEqualTo(SEGMENT);
        assertThat(oldest.age(InMemoryPrimary.NOW)).contains(Duration.ofSeconds(90));
        assertThat(oldest.age(Instant.EPOCH)).contains(Duration.ZERO);
        assertThat(report).asString().contains("2 unconfirmed, oldest " + SEGMENT + " since 90 s");
    }

    @Test
    void doesNotConfirmWhatIsUnusable() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        archive.files.put(SEGMENT, new byte[] {'h', 'i'});

        ReconcileReport report = reconcile();

        assertThat(report.confirmed()).isZero();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(ReconcileFinding.Kind.UNUSABLE);
            assertThat(finding.sentence()).contains("2 bytes");
        });
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void whatWasRefusedRestsButStaysReportedAndIsConfirmedOnceItIsWhole() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        archive.files.put(SEGMENT, new byte[] {'h', 'i'});
        for (int pass = 0; pass < 100; pass++) {
            assertThat(reconcile().findings()).hasSize(1);
        }
        assertThat(archive.openings).isLessThan(12);

        archive.files.put(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        int confirmed = 0;
        for (int pass = 0; pass < 64; pass++) {
            confirmed += reconcile().confirmed();
        }
        assertThat(confirmed).isEqualTo(1);
    }

    @Test
    void oneUnreadableFileDoesNotHoldUpTheOthers() {
        finishAndArchive(NEXT);
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        WalArchive withABadBlock = new ForwardingArchive(archive) {
            @Override
            public Optional<StoredWalFile> open(WalFileName file) throws IOException {
                if (file.equals(SEGMENT)) {
                    throw new IOException("Input/output error");
                }
                return super.open(file);
            }
        };
        archive.files.put(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        config = ReconcilerConfig.of(primary, withABadBlock, registry);

        ReconcileReport report = reconcile();

        assertThat(report.confirmed()).isEqualTo(1);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(ReconcileFinding.Kind.UNREADABLE);
            assertThat(finding.sentence()).contains("Input/output error").contains(SEGMENT.text());
        });
    }

    @Test
    void whatCannotBeMadeDurableIsNotConfirmedAndItsTornMarkerNotCleared() {
        finishAndArchive(SEGMENT);
        finishAndArchive(NEXT);
        markers.plant(MarkerKey.confirmation(SEGMENT), marker("walsafe=1\nfi"));
        config = ReconcilerConfig.of(
                primary,
                new ForwardingArchive(archive) {
                    @Override
                    public void makeDurable(List<WalFileName> files) throws IOException {
                        throw new IOException("sync: Input/output error");
                    }
                },
                registry);

        assertAway(ArchiveUnreachableException.class, "sync: Input/output error");
        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Invalid.class);
        assertThat(registry.lookup(NEXT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void replacesATornMarker() {
        finishAndArchive(SEGMENT);
        markers.plant(MarkerKey.confirmation(SEGMENT), marker("walsafe=1\nfi"));

        assertThat(reconcile().confirmed()).isEqualTo(1);
        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
    }

    @Test
    void leavesATornMarkerWhereItCannotConfirm() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        archive.files.put(SEGMENT, new byte[0]);
        markers.plant(MarkerKey.confirmation(SEGMENT), marker("walsafe=1\nfi"));

        assertThat(reconcile().unconfirmed()).isEqualTo(1);
        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Invalid.class);
    }

    @Test
    void upgradesAnUnattestedMarkerWhereTheRulesSaySo() {
        finishAndArchive(SEGMENT);
        registry.confirm(Confirmation.unattested(SEGMENT));
        assertThat(reconcile().changedAnything()).isFalse();

        use(config.withRules(config.rules().withUnattested(UnattestedMarkers.UPGRADE)));
        assertThat(reconcile().confirmed()).isEqualTo(1);
        assertThat(registry.lookup(SEGMENT)).isInstanceOfSatisfying(Lookup.Confirmed.class, confirmed -> assertThat(
                        confirmed.confirmation().isAttested())
                .isTrue());
    }

    @Test
    void aMarkerOfAnotherClusterIsReportedAndStays() {
        finishAndArchive(SEGMENT);
        Confirmation foreign = Confirmation.attested(SEGMENT, Evidence.NONE.withSystemIdentifier(ANOTHER));
        registry.confirm(foreign);

        ReconcileReport report = reconcile();

        assertThat(report.unconfirmed()).isEqualTo(1);
        assertThat(report.findings())
                .singleElement()
                .extracting(ReconcileFinding::kind)
                .isEqualTo(ReconcileFinding.Kind.CONFLICT);
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.Confirmed(foreign));
    }

    @Test
    void aMarkerOfOtherContentThatComesMeanwhileIsAConflict() {
        finishAndArchive(SEGMENT);
        Confirmation other = Confirmation.attested(
                SEGMENT, Evidence.NONE.withSha256(Sha256.of("other".getBytes(StandardCharsets.US_ASCII))));
        WalArchive racing = new ForwardingArchive(archive) {
            @Override
            public Optional<StoredWalFile> open(WalFileName file) throws IOException {
                registry.confirm(other);
                return super.open(file);
            }
        };
        archive.declared = Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER);
        config = ReconcilerConfig.of(primary, racing, registry);

        ReconcileReport report = reconcile();

        assertThat(report.confirmed()).isZero();
        assertThat(report.findings())
                .singleElement()
                .extracting(ReconcileFinding::kind)
                .isEqualTo(ReconcileFinding.Kind.CONFLICT);
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.Confirmed(other));
    }

    @Test
    void aGoodMarkerThatTookThePlaceOfATornOneMeanwhileStays() {
        finishAndArchive(SEGMENT);
        markers.plant(MarkerKey.confirmation(SEGMENT), marker("walsafe=1\nfi"));
        Confirmation byAnother = byAnother();
        config = ReconcilerConfig.of(primary, whileReading(() -> replaceBy(byAnother)), registry);

        assertThat(reconcile().confirmed()).isZero();
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.Confirmed(byAnother));
    }

    @Test
    void aMarkerThatGainedEvidenceMeanwhileIsNotUpgraded() {
        finishAndArchive(SEGMENT);
        registry.confirm(Confirmation.unattested(SEGMENT));
        Confirmation byAnother = byAnother();
        use(ReconcilerConfig.of(primary, whileReading(() -> replaceBy(byAnother)), registry)
                .withRules(config.rules().withUnattested(UnattestedMarkers.UPGRADE)));

        assertThat(reconcile().confirmed()).isZero();
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.Confirmed(byAnother));
    }

    private static Confirmation byAnother() {
        return Confirmation.attested(
                SEGMENT,
                Evidence.NONE
                        .withSystemIdentifier(InMemoryPrimary.SYSTEM_IDENTIFIER)
                        .withConfirmer("another", InMemoryPrimary.NOW));
    }

    private void replaceBy(Confirmation confirmation) {
        registry.withdraw(SEGMENT);
        registry.confirm(confirmation);
    }

    /** The archive, with something that happens while a file of it is read. */
    private WalArchive whileReading(Runnable event) {
        archive.declared = Optional.of(InMemoryPrimary.SYSTEM_IDENTIFIER);
        return new ForwardingArchive(archive) {
            @Override
            public Optional<StoredWalFile> open(WalFileName file) throws IOException {
                event.run();
                return super.open(file);
            }
        };
    }

    @Test
    void refusesAnArchiveThatSaysItIsAnotherClusters() {
        finishAndArchive(SEGMENT);
        archive.declared = Optional.of(ANOTHER);

        assertThatThrownBy(this::reconcile)
                .isInstanceOf(ForeignArchiveException.class)
                .hasMessageContaining("memory:archive is for cluster 17")
                .hasMessageContaining(InMemoryPrimary.SYSTEM_IDENTIFIER.toString());
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void refusesAnArchiveWhoseSegmentsAreAnotherClustersSoThatNoHistoryOfItIsConfirmed() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        primary.finish(HISTORY, history());
        archive.files.put(SEGMENT, InMemoryPrimary.segment(SEGMENT, ANOTHER));
        archive.files.put(HISTORY, history());

        assertThatThrownBy(this::reconcile)
                .isInstanceOf(ForeignArchiveException.class)
                .hasMessageContaining("nothing was reconciled")
                .hasMessageContaining(SEGMENT.text());
        assertThat(registry.lookup(HISTORY)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void oneForeignSegmentAmongItsOwnDoesNotMakeAnArchiveForeign() {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        archive.files.put(SEGMENT, InMemoryPrimary.segment(SEGMENT, ANOTHER));
        finishAndArchive(NEXT);

        ReconcileReport report = reconcile();

        assertThat(report.confirmed()).isEqualTo(1);
        assertThat(report.findings())
                .singleElement()
                .extracting(ReconcileFinding::sentence)
                .asString()
                .contains("it belongs to the cluster 17");
    }

    @Test
    void anArchiveWithoutAnySegmentIsNew() {
        primary.finish(HISTORY, history());
        archive.files.put(HISTORY, history());

        assertThat(reconcile().confirmed()).isEqualTo(1);
    }

    @Test
    void saysWhichOfTheThreeIsAway() {
        finishAndArchive(SEGMENT);
        IOException gone = new IOException("no route to host");

        primary.failure = Optional.of(gone);
        assertAway(PrimaryUnreachableException.class, "memory:primary could not be read: no route to host");
        primary.failure = Optional.empty();

        archive.failure = Optional.of(gone);
        assertAway(ArchiveUnreachableException.class, "memory:archive could not be read: no route to host");
        archive.failure = Optional.empty();

        use(ReconcilerConfig.of(primary, archive, new CutRegistry(registry, 0, CutRegistry.Moment.BEFORE)));
        assertThatThrownBy(this::reconcile).isInstanceOf(RegistryUnreachableException.class);
        use(ReconcilerConfig.of(primary, archive, registry));
        assertThat(reconcile().confirmed()).isEqualTo(1);
    }

    @Test
    void aRegistryThatCannotReadAMarkerIsAwayAndTheMarkerNotMissing() {
        finishAndArchive(SEGMENT);
        registry.confirm(Confirmation.unattested(SEGMENT));
        use(ReconcilerConfig.of(primary, archive, new CutRegistry(registry, 1, CutRegistry.Moment.BEFORE)));

        assertThatThrownBy(this::reconcile)
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void looksUpTheFewFilesThatWaitAndListsTheArchiveForMany() {
        finishAndArchive(SEGMENT);
        reconcile();
        assertThat(archive.listings).isZero();

        SegmentName segment = NEXT;
        for (int i = 0; i < 1_001; i++) {
            primary.ready.add(segment);
            segment = InMemoryPrimary.CLUSTER.geometry().next(segment);
        }
        archive.lookups = 0;
        reconcile();
        assertThat(archive.listings).isEqualTo(1);
        assertThat(archive.lookups).isZero();
    }

    @Test
    void inAQuietPassNothingIsReadAgain() {
        finishAndArchive(SEGMENT);
        reconcile();
        reconcile();
        int openings = archive.openings;
        int lookups = archive.lookups;

        reconcile();

        assertThat(archive.openings).isEqualTo(openings);
        assertThat(archive.lookups).isEqualTo(lookups);
    }

    @Test
    void noticesAMarkerThatWasTornAfterItWasSeenOnceItForgets() {
        finishAndArchive(SEGMENT);
        reconcile();
        reconcile();
        markers.plant(MarkerKey.confirmation(SEGMENT), marker("walsafe=1\nfi"));
        assertThat(reconcile().changedAnything()).isFalse();

        reconciler.orElseThrow().forget();

        assertThat(reconcile().confirmed()).isEqualTo(1);
    }

    @Test
    void withdrawsWhatIsFinishedAFewAtATime() {
        SegmentName segment = SEGMENT;
        for (int i = 0; i < 2_300; i++) {
            registry.confirm(Confirmation.unattested(segment));
            segment = InMemoryPrimary.CLUSTER.geometry().next(segment);
        }
        primary.files.put(segment, InMemoryPrimary.segment(segment));

        ReconcileReport first = reconcile();
        ReconcileReport second = reconcile();
        ReconcileReport third = reconcile();

        assertThat(first.withdrawn()).isEqualTo(1_000);
        assertThat(first.withdrawalsLeft()).isEqualTo(1_044);
        assertThat(second.withdrawn()).isEqualTo(1_000);
        assertThat(third.withdrawn()).isEqualTo(44);
        assertThat(third.withdrawalsLeft()).isZero();
    }

    @Test
    void isInterruptedBetweenFiles() {
        finishAndArchive(SEGMENT);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Reconciler(config).reconcile()).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void rulesAndComparisonMustFit() {
        assertThatThrownBy(() -> config.withRules(ReconcileRules.DEFAULT.withDepth(EvidenceDepth.IDENTICAL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need PostgreSQL's own files");
        assertThatThrownBy(() -> config.comparingWith(primary).withRules(ReconcileRules.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void confirmsAsIdenticalWhatEqualsPostgresqlsOwnFile() {
        finishAndArchive(SEGMENT);
        use(config.comparingWith(primary));

        assertThat(reconcile().confirmed()).isEqualTo(1);
        assertThat(registry.lookup(SEGMENT)).isInstanceOfSatisfying(Lookup.Confirmed.class, confirmed -> assertThat(
                        confirmed.confirmation().evidence().orElseThrow().kind())
                .contains(EvidenceKind.IDENTICAL));
    }

    @Test
    void refusesWhatDiffersWithBothDigestsAndThePlace() {
        byte[] content = finishAndArchive(SEGMENT);
        byte[] changed = content.clone();
        changed[777_777] ^= 1;
        archive.files.put(SEGMENT, changed);
        use(config.comparingWith(primary));

        ReconcileReport report = reconcile();

        assertThat(report.confirmed()).isZero();
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(ReconcileFinding.Kind.DIFFERENT);
            assertThat(finding.sentence())
                    .contains(Sha256.of(content).hex(), Sha256.of(changed).hex())
                    .contains("1048576 bytes")
                    .endsWith("first at byte 777777");
        });
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void whatPostgresqlNoLongerHasCannotBeCompared() {
        finishAndArchive(SEGMENT);
        primary.files.remove(SEGMENT);
        use(config.comparingWith(primary));

        assertThat(reconcile().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(ReconcileFinding.Kind.UNREADABLE);
            assertThat(finding.sentence()).contains("no longer has it");
        });
    }

    private void assertAway(Class<? extends WalSafeException> type, String reason) {
        assertThatThrownBy(this::reconcile).isInstanceOf(type).hasMessageContaining(reason);
    }

    private byte[] finishAndArchive(SegmentName segment) {
        byte[] content = InMemoryPrimary.segment(segment);
        primary.finish(segment, content);
        archive.files.put(segment, content);
        return content;
    }

    private static byte[] history() {
        return "1\t0/3000000\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII);
    }

    private static StoredMarker marker(String content) {
        return new StoredMarker.Present(MarkerContent.of(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private void use(ReconcilerConfig newConfig) {
        config = newConfig;
        reconciler = Optional.empty();
    }

    private ReconcileReport reconcile() {
        Reconciler used = reconciler.orElseGet(() -> new Reconciler(config));
        reconciler = Optional.of(used);
        try {
            return used.reconcile();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
