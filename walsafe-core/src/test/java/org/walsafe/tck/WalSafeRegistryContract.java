package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.error.WalSafeException;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleFormat;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerFormat;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/**
 * What every {@link WalSafeRegistry} promises.
 *
 * <p>Authors of a registry extend this class in their tests.
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class WalSafeRegistryContract extends WalSafeRegistryFixture {

    private static final int RACERS = 8;
    private static final ConfirmOutcome RECORDED = new ConfirmOutcome.Recorded();
    private static final Lookup NOT_CONFIRMED = new Lookup.NotConfirmed();

    /** For the registry's own test class. */
    protected WalSafeRegistryContract() {}

    @Test
    protected void theRegistrySaysWhereItIs() {
        assertThat(registry().location()).isNotBlank().doesNotContain("\n");
    }

    @Test
    protected void nothingIsConfirmedAtFirst() {
        assertThat(registry().lookup(segment(1))).isEqualTo(NOT_CONFIRMED);
        assertThat(listing()).isEmpty();
        assertThat(holes().recorded).isEmpty();
    }

    // ---- Confirming ----

    @Test
    protected void whatIsConfirmedIsFoundWithItsEvidence() {
        Confirmation unattested = Confirmation.unattested(segment(2));

        assertThat(registry().confirm(attested(1))).isEqualTo(RECORDED);
        assertThat(registry().confirm(unattested)).isEqualTo(RECORDED);

        assertThat(registry().lookup(segment(1))).isEqualTo(new Lookup.Confirmed(attested(1)));
        assertThat(registry().lookup(segment(2))).isEqualTo(new Lookup.Confirmed(unattested));
        assertThat(registry().lookup(segment(3))).isEqualTo(NOT_CONFIRMED);
    }

    @Test
    protected void aConfirmationSpeaksOfItsOwnFileAlone() {
        WalFileName partial = WalFileName.parse(segment(1) + ".partial");
        WalFileName backup = WalFileName.parse(segment(1) + ".00000028.backup");
        registry().confirm(Confirmation.unattested(partial));

        assertThat(registry().lookup(segment(1))).isEqualTo(NOT_CONFIRMED);
        assertThat(registry().lookup(backup)).isEqualTo(NOT_CONFIRMED);
        assertThat(registry().lookup(partial)).isInstanceOf(Lookup.Confirmed.class);
    }

    @Test
    protected void theSameAgainIsSuccess() {
        registry().confirm(attested(1));
        registry().confirm(Confirmation.unattested(segment(2)));

        assertThat(registry().confirm(attested(1))).isEqualTo(new ConfirmOutcome.AlreadyRecorded(attested(1)));
        assertThat(registry().confirm(Confirmation.unattested(segment(2))))
                .isEqualTo(new ConfirmOutcome.AlreadyRecorded(Confirmation.unattested(segment(2))));
    }

    @Test
    protected void whatAgreesIsSuccessAndTheFirstStays() {
        registry().confirm(attested(1));
        Confirmation byAnother = Confirmation.attested(
                segment(1),
                evidence().withKind(EvidenceKind.RECEIVED).withConfirmer("somebody else", NOW.plusSeconds(60)));

        assertThat(registry().confirm(byAnother)).isEqualTo(new ConfirmOutcome.AlreadyRecorded(attested(1)));
        assertThat(registry().confirm(Confirmation.unattested(segment(1))))
                .isEqualTo(new ConfirmOutcome.AlreadyRecorded(attested(1)));
        assertThat(registry().lookup(segment(1))).isEqualTo(new Lookup.Confirmed(attested(1)));
    }

    @Test
    protected void aConfirmationWithoutEvidenceGainsSomeOnlyWhereItIsWithdrawnFirst() {
        Confirmation unattested = Confirmation.unattested(segment(1));
        registry().confirm(unattested);

        assertThat(registry().confirm(attested(1))).isEqualTo(new ConfirmOutcome.AlreadyRecorded(unattested));
        assertThat(registry().lookup(segment(1))).isEqualTo(new Lookup.Confirmed(unattested));

        registry().withdraw(segment(1));
        registry().confirm(attested(1));
        assertThat(registry().lookup(segment(1))).isEqualTo(new Lookup.Confirmed(attested(1)));
    }

    @Test
    protected void whatContradictsIsAConflictAndChangesNothing() {
        registry().confirm(attested(1));
        for (Confirmation other : List.of(
                Confirmation.attested(segment(1), evidence().withSystemIdentifier(new SystemIdentifier(1))),
                Confirmation.attested(segment(1), evidence().withSize(1)),
                Confirmation.attested(segment(1), evidence().withSha256(Sha256.of(new byte[] {2}))))) {

            ConfirmOutcome outcome = registry().confirm(other);

            assertThat(outcome)
                    .isInstanceOfSatisfying(ConfirmOutcome.Conflict.class, conflict -> assertThat(conflict.reason())
                            .contains(segment(1).text())
                            .doesNotContain("\n"));
            assertThat(((ConfirmOutcome.Conflict) outcome).existing()).isEqualTo(new Lookup.Confirmed(attested(1)));
            assertThat(registry().lookup(segment(1))).isEqualTo(new Lookup.Confirmed(attested(1)));
        }
    }

    @Test
    protected void severalAreConfirmedWithAnOutcomeEach() {
        registry().confirm(attested(2));
        registry().confirm(Confirmation.attested(segment(3), evidence().withSize(1)));

        List<ConfirmOutcome> outcomes = registry().confirmAll(List.of(attested(1), attested(2), attested(3)));

        assertThat(outcomes).hasSize(3).startsWith(RECORDED, new ConfirmOutcome.AlreadyRecorded(attested(2)));
        assertThat(outcomes.get(2)).isInstanceOf(ConfirmOutcome.Conflict.class);
        assertThat(registry().confirmAll(List.of())).isEmpty();
        assertThat(listing())
                .containsOnly(
                        MarkerKey.confirmation(segment(1)),
                        MarkerKey.confirmation(segment(2)),
                        MarkerKey.confirmation(segment(3)));
    }

    @Test
    protected void whatCannotBeWrittenDownIsRefusedAndChangesNothing() {
        for (String confirmer : List.of("two\nlines", "nul\0", "Ren\u00e9", "x".repeat(5000))) {
            Confirmation impossible =
                    Confirmation.attested(segment(1), evidence().withConfirmer(confirmer, NOW));

            assertThatIllegalArgumentException().isThrownBy(() -> registry().confirm(impossible));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry().recordHole(new Hole(segment(1), "two\nlines", "dba", NOW)));
        assertThat(listing()).isEmpty();
    }

    // ---- Withdrawing and listing ----

    @Test
    protected void whatIsWithdrawnIsGoneAndCanBeConfirmedAgain() {
        registry().confirm(attested(1));
        registry().confirm(attested(2));

        assertThat(registry().withdraw(segment(1))).isTrue();
        assertThat(registry().withdraw(segment(1))).isFalse();

        assertThat(registry().lookup(segment(1))).isEqualTo(NOT_CONFIRMED);
        assertThat(registry().lookup(segment(2))).isInstanceOf(Lookup.Confirmed.class);
        assertThat(registry().confirm(Confirmation.unattested(segment(1)))).isEqualTo(RECORDED);
    }

    @Test
    protected void aListingShowsEveryName() {
        registry().confirm(attested(1));
        registry().confirm(Confirmation.unattested(WalFileName.parse("00000002.history")));
        registry().recordHole(hole(3));

        assertThat(listing())
                .containsOnly(
                        MarkerKey.confirmation(segment(1)),
                        MarkerKey.confirmation(WalFileName.parse("00000002.history")),
                        MarkerKey.hole(segment(3)));
    }

    @Test
    protected void clearingUpTakesNoConfirmationAndNoHole() {
        registry().confirm(attested(1));
        registry().recordHole(hole(2));

        assertThat(registry().clearLeftovers(Instant.MAX)).isZero();

        assertThat(registry().lookup(segment(1))).isInstanceOf(Lookup.Confirmed.class);
        assertThat(holes().recorded).containsExactly(hole(2));
    }

    // ---- Holes ----

    @Test
    protected void aHoleIsListedAsItWasRecordedAndConfirmsNothing() {
        registry().recordHole(hole(1));
        registry().recordHole(hole(2));
        registry().confirm(attested(3));

        assertThat(holes().recorded).containsExactlyInAnyOrder(hole(1), hole(2));
        assertThat(holes().invalid).isEmpty();
        assertThat(registry().lookup(segment(1))).isEqualTo(NOT_CONFIRMED);
    }

    @Test
    protected void ofTwoRecordsOfOneHoleTheFirstStays() {
        registry().recordHole(hole(1));
        registry().recordHole(hole(1));
        registry().recordHole(new Hole(segment(1), "another reason", "another dba", NOW.plusSeconds(1)));

        assertThat(holes().recorded).containsExactly(hole(1));
    }

    @Test
    protected void aHoleThatCannotBeRecordedIsNotPassedOver() throws Exception {
        plant(MarkerKey.hole(segment(1)), bytes("walsafe=1\n"));
        plant(MarkerKey.hole(segment(2)), new byte[0]);

        for (int number : new int[] {1, 2}) {
            assertThatThrownBy(() -> registry().recordHole(hole(number)))
                    .isInstanceOf(WalSafeException.class)
                    .hasMessageContaining(segment(number).text());
        }
        assertThat(holes().recorded).isEmpty();
        assertThat(holes().invalid).containsOnlyKeys(segment(1), segment(2));
        assertThat(holes().invalid.get(segment(1)))
                .contains(MarkerKey.hole(segment(1)).fileName())
                .doesNotContain("\n");
    }

    @Test
    protected void aHoleIsNotFilledByAConfirmationThatComesLater() {
        registry().recordHole(hole(1));

        assertThat(registry().confirm(attested(1))).isEqualTo(RECORDED);

        assertThat(registry().lookup(segment(1))).isEqualTo(new Lookup.Confirmed(attested(1)));
        assertThat(holes().recorded).containsExactly(hole(1));
    }

    // ---- Markers that are none ----

    @Test
    protected void anInvalidMarkerConfirmsNothingAndIsReported() throws Exception {
        String head = "walsafe=1\nfile=" + segment(1) + "\n";
        for (String text : List.of(
                head + "size=1677",
                "walsafe=1\n",
                "walsafe=1\nfile=" + segment(2) + "\n",
                "walsafe=1\nfile=" + segment(1) + ".partial\n",
                "walsafe=2\n" + head,
                "walsafe=1\nlines=4\nfile=" + segment(1) + "\n",
                head + "note=\0\n",
                head + "note=Ren\u00e9\n",
                "somebody else's file\n",
                "\n",
                "\0",
                HoleFormat.print(hole(1)).toString(),
                "x".repeat(MarkerContent.MAXIMUM_BYTES + 1),
                "x".repeat(10_000_000))) {
            assertInvalid(bytes(text));
        }
        assertInvalid(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'});
    }

    @Test
    protected void aMarkerOfOursIsInvalidWhereverItIsTornEvenAtTheEndOfALine() throws Exception {
        byte[] whole = MarkerFormat.print(attested(1)).bytes();
        for (int length = 1; length < whole.length; length++) {
            if (whole[length - 1] != '\n' && whole[length] != '\n') {
                continue;
            }
            plant(MarkerKey.confirmation(segment(1)), Arrays.copyOf(whole, length));

            assertThat(registry().lookup(segment(1))).as("%d bytes", length).isInstanceOf(Lookup.Invalid.class);
        }
    }

    private void assertInvalid(byte[] bytes) throws Exception {
        MarkerKey key = MarkerKey.confirmation(segment(1));
        plant(key, bytes);

        Lookup before = registry().lookup(segment(1));
        assertThat(before).isInstanceOfSatisfying(Lookup.Invalid.class, invalid -> assertThat(invalid.reason())
                .contains(key.fileName())
                .doesNotContain("\n"));
        assertThat(registry().confirm(attested(1))).isInstanceOf(ConfirmOutcome.Conflict.class);
        assertThat(registry().lookup(segment(1))).isEqualTo(before);
        assertThat(registry().withdraw(segment(1))).isTrue();
        assertThat(registry().lookup(segment(1))).isEqualTo(NOT_CONFIRMED);
    }

    // ---- Several at once ----

    @Test
    protected void aRacingReaderSeesAWholeConfirmationOrNone() throws Exception {
        Race.checkingDuring(
                () -> {
                    for (int i = 0; i < 30; i++) {
                        registry().confirm(attested(1));
                        registry().withdraw(segment(1));
                    }
                    return null;
                },
                () -> assertThat(registry().lookup(segment(1))).isIn(NOT_CONFIRMED, new Lookup.Confirmed(attested(1))));
    }

    @Test
    protected void ofEightThatConfirmTheSameAllSucceed() throws Exception {
        for (int round = 0; round < 8; round++) {
            Confirmation same = attested(round);
            List<ConfirmOutcome> outcomes = Race.of(RACERS, racer -> registry().confirm(same));

            assertThat(outcomes).contains(RECORDED).containsOnly(RECORDED, new ConfirmOutcome.AlreadyRecorded(same));
            assertThat(registry().lookup(same.file())).isEqualTo(new Lookup.Confirmed(same));
        }
    }

    /** Of a quorum it may be none: then its members have different ones, and the file is not confirmed. */
    @Test
    protected void ofEightThatContradictAtMostOneSucceedsAndItIsWhatIsFound() throws Exception {
        for (int round = 0; round < 8; round++) {
            int number = round;
            List<ConfirmOutcome> outcomes = Race.of(RACERS, racer -> registry().confirm(ofSize(number, racer)));

            List<Integer> winners = IntStream.range(0, RACERS)
                    .filter(racer -> outcomes.get(racer).equals(RECORDED))
                    .boxed()
                    .toList();
            Lookup lookup = registry().lookup(segment(number));
            if (winners.isEmpty()) {
                assertThat(lookup).isInstanceOf(Lookup.Invalid.class);
            } else {
                assertThat(winners).hasSize(1);
                assertThat(lookup).isEqualTo(new Lookup.Confirmed(ofSize(number, winners.get(0))));
            }
        }
    }

    private static Confirmation ofSize(int number, int size) {
        return Confirmation.attested(segment(number), evidence().withSize(size));
    }

    // ---- The place ----

    @Test
    protected void whatCannotBeReachedIsNeverTakenForAbsent() throws Exception {
        registry().confirm(attested(1));
        makeUnreachable();

        for (int number : new int[] {1, 2}) {
            assertThat(registry().lookup(segment(number))).isInstanceOf(Lookup.Unknown.class);
            assertUnreachable(() -> registry().confirm(attested(number)));
            assertUnreachable(() -> registry().withdraw(segment(number)));
            assertUnreachable(() -> registry().recordHole(hole(number)));
        }
        assertUnreachable(this::listing);
        assertUnreachable(this::holes);
    }

    private static void assertUnreachable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfAny(RegistryUnreachableException.class, RegistryUnusableException.class)
                .isInstanceOfSatisfying(
                        WalSafeException.class, e -> assertThat(e.hint()).isPresent());
    }

    @Test
    protected void aPlaceOpenToOthersIsRefusedWithAHintAndConfirmsNothing() throws Exception {
        registry().confirm(attested(1));
        if (openToOthers() == Access.OURS_ALONE) {
            return;
        }

        assertThat(registry().lookup(segment(1)))
                .isInstanceOfSatisfying(Lookup.Unknown.class, unknown -> assertThat(unknown.reason())
                        .contains("chmod 0700"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> registry().confirm(attested(2)),
                () -> registry().withdraw(segment(1)),
                () -> registry().recordHole(hole(1)),
                () -> registry().clearLeftovers(NOW),
                this::listing,
                this::holes)) {
            assertThatThrownBy(call).isInstanceOfSatisfying(RegistryUnusableException.class, e -> assertThat(
                            e.hint().orElseThrow())
                    .contains("chmod 0700"));
        }
    }

    @Test
    protected void aClosedRegistryIsNotUsed() {
        WalSafeRegistry registry = registry();
        registry.close();
        assertThatCode(registry::close).doesNotThrowAnyException();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> registry.confirm(attested(1)),
                () -> registry.confirmAll(List.of(attested(1))),
                () -> registry.lookup(segment(1)),
                () -> registry.withdraw(segment(1)),
                () -> registry.recordHole(hole(1)),
                () -> registry.list(new Nothing()),
                () -> registry.listHoles(new Holes()))) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
        }
        assertThat(registry.location()).isNotBlank();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Looks at nothing. */
    private static final class Nothing implements MarkerVisitor {

        @Override
        public void marker(MarkerKey key) {}

        @Override
        public void stranger(String name) {}
    }
}
