package org.walsafe.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.MarkerStore;
import org.walsafe.registry.NewMarker;
import org.walsafe.registry.PutOutcome;
import org.walsafe.registry.StoredMarker;
import org.walsafe.wal.WalFileName;

/**
 * What every {@link MarkerStore} promises.
 *
 * <p>Authors of a store extend this class in their tests.
 *
 * @since 0.1.0
 */
@Timeout(120)
public abstract class MarkerStoreContract extends MarkerStoreFixture {

    private static final int RACERS = 8;

    /** For the store's own test class. */
    protected MarkerStoreContract() {}

    @Test
    protected void theStoreSaysWhereItIs() {
        assertThat(store().location()).isNotBlank().doesNotContain("\n");
    }

    @Test
    protected void anEmptyStoreHoldsNothing() throws Exception {
        assertThat(store().get(MarkerKey.confirmation(segment(1)))).isEqualTo(new StoredMarker.Absent());
        assertThat(listing().markers).isEmpty();
        assertThat(listing().strangers).isEmpty();
    }

    @Test
    protected void whatWasPutIsThereByteForByte() throws Exception {
        byte[] bytes = new byte[MarkerContent.MAXIMUM_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        NewMarker largest = new NewMarker(MarkerKey.confirmation(segment(1)), MarkerContent.of(bytes));
        NewMarker smallest = new NewMarker(MarkerKey.confirmation(segment(2)), MarkerContent.EMPTY);

        assertThat(store().put(largest)).isEqualTo(new PutOutcome.Stored());
        assertThat(store().put(smallest)).isEqualTo(new PutOutcome.Stored());

        assertThat(store().get(largest.key())).isEqualTo(new StoredMarker.Present(largest.content()));
        assertThat(store().get(smallest.key())).isEqualTo(new StoredMarker.Present(MarkerContent.EMPTY));
    }

    @Test
    protected void theSameAgainIsSuccess() throws Exception {
        store().put(marker(1, "content"));

        assertThat(store().put(marker(1, "content"))).isEqualTo(new PutOutcome.AlreadyStored());
    }

    @Test
    protected void differentContentIsAConflictAndChangesNothing() throws Exception {
        store().put(marker(1, "first"));

        PutOutcome outcome = store().put(marker(1, "second"));

        assertThat(outcome).isEqualTo(new PutOutcome.Differs(new StoredMarker.Present(content("first"))));
        assertThat(store().get(MarkerKey.confirmation(segment(1))))
                .isEqualTo(new StoredMarker.Present(content("first")));
    }

    @Test
    protected void everyKindOfWalFileAndOfMarkerHasAPlaceOfItsOwn() throws Exception {
        List<MarkerKey> keys = new ArrayList<>();
        for (String name : List.of(
                "0000000100000000000000A1",
                "0000000100000000000000A1.partial",
                "0000000100000000000000A1.00000028.backup",
                "00000002.history",
                "FFFFFFFFFFFFFFFFFFFFFFFF")) {
            keys.add(MarkerKey.confirmation(WalFileName.parse(name)));
            keys.add(MarkerKey.hole(WalFileName.parse(name)));
        }

        for (MarkerKey key : keys) {
            assertThat(store().put(new NewMarker(key, content(key.fileName())))).isEqualTo(new PutOutcome.Stored());
        }

        for (MarkerKey key : keys) {
            assertThat(store().get(key)).isEqualTo(new StoredMarker.Present(content(key.fileName())));
        }
        assertThat(listing().markers).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    protected void severalArePutWithAnOutcomeEach() throws Exception {
        store().put(marker(2, "here"));
        store().put(marker(3, "first"));

        List<PutOutcome> outcomes =
                store().putAll(List.of(marker(1, "new"), marker(2, "here"), marker(3, "second"), marker(4, "")));

        assertThat(outcomes)
                .containsExactly(
                        new PutOutcome.Stored(),
                        new PutOutcome.AlreadyStored(),
                        new PutOutcome.Differs(new StoredMarker.Present(content("first"))),
                        new PutOutcome.Stored());
        assertThat(listing().markers).hasSize(4);
    }

    @Test
    protected void ofTheSameMarkerTwiceInOnePutTheFirstIsStored() throws Exception {
        List<PutOutcome> outcomes = store().putAll(List.of(marker(1, "a"), marker(1, "a"), marker(1, "b")));

        assertThat(outcomes)
                .containsExactly(
                        new PutOutcome.Stored(),
                        new PutOutcome.AlreadyStored(),
                        new PutOutcome.Differs(new StoredMarker.Present(content("a"))));
    }

    @Test
    protected void puttingNoMarkersDoesNothing() throws Exception {
        assertThat(store().putAll(List.of())).isEmpty();
        assertThat(listing().markers).isEmpty();
    }

    @Test
    protected void aRemovedMarkerIsGoneAndCanBePutAgain() throws Exception {
        store().put(marker(1, "first"));

        assertThat(store().remove(MarkerKey.confirmation(segment(1)))).isTrue();
        assertThat(store().get(MarkerKey.confirmation(segment(1)))).isEqualTo(new StoredMarker.Absent());
        assertThat(store().remove(MarkerKey.confirmation(segment(1)))).isFalse();
        assertThat(store().put(marker(1, "second"))).isEqualTo(new PutOutcome.Stored());
    }

    @Test
    protected void removingAMarkerLeavesItsNeighboursAlone() throws Exception {
        MarkerKey partial = MarkerKey.confirmation(WalFileName.parse(segment(1).text() + ".partial"));
        store().put(marker(1, "x"));
        store().put(new NewMarker(partial, content("x")));
        store().put(new NewMarker(MarkerKey.hole(segment(1)), content("x")));

        store().remove(MarkerKey.confirmation(segment(1)));

        assertThat(listing().markers).containsExactlyInAnyOrder(partial, MarkerKey.hole(segment(1)));
    }

    @Test
    protected void aListingShowsEachMarkerOnce() throws Exception {
        List<NewMarker> markers = new ArrayList<>();
        List<MarkerKey> keys = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            markers.add(marker(i, ""));
            keys.add(markers.get(i).key());
        }
        store().putAll(markers);

        assertThat(listing().markers).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    protected void ofEightThatPutOneMarkerOneStoresIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            int number = round;
            List<PutOutcome> outcomes = Race.of(RACERS, racer -> store().put(marker(number, "racer " + racer)));

            int winner = outcomes.indexOf(new PutOutcome.Stored());
            assertThat(outcomes).containsOnlyOnce(new PutOutcome.Stored());
            StoredMarker stored = new StoredMarker.Present(content("racer " + winner));
            assertThat(outcomes).containsOnly(new PutOutcome.Stored(), new PutOutcome.Differs(stored));
            assertThat(store().get(marker(number, "").key())).isEqualTo(stored);
        }
    }

    @Test
    protected void ofEightThatPutTheSameAllSucceed() throws Exception {
        for (int round = 0; round < 20; round++) {
            int number = round;
            List<PutOutcome> outcomes = Race.of(RACERS, racer -> store().put(marker(number, "same")));

            assertThat(outcomes).containsOnlyOnce(new PutOutcome.Stored());
            assertThat(outcomes).containsOnly(new PutOutcome.Stored(), new PutOutcome.AlreadyStored());
        }
    }

    @Test
    protected void aRacingReaderSeesAWholeMarkerOrNone() throws Exception {
        String whole = "x".repeat(MarkerContent.MAXIMUM_BYTES);
        Race.checkingDuring(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        store().put(marker(1, whole));
                        store().remove(marker(1, "").key());
                    }
                    return null;
                },
                () -> assertThat(store().get(marker(1, "").key()))
                        .isIn(new StoredMarker.Absent(), new StoredMarker.Present(content(whole))));
    }

    @Test
    protected void aRacingListingShowsWhatIsThereAllTheWhile() throws Exception {
        store().put(marker(0, "stays"));
        Race.checkingDuring(
                () -> {
                    for (int i = 1; i < 100; i++) {
                        store().put(marker(i, "comes and goes"));
                        store().remove(marker(i, "").key());
                    }
                    return null;
                },
                () -> assertThat(listing().markers)
                        .containsOnlyOnce(marker(0, "").key()));
    }

    @Test
    protected void contentIsKeptHoweverForeignAndChangesNothingWhenPutOver() throws Exception {
        byte[] foreign = {0, (byte) 0xFF, (byte) 0xC3, '\r', '\n'};
        plant(marker(1, "").key(), foreign);
        StoredMarker there = new StoredMarker.Present(MarkerContent.of(foreign));

        assertThat(store().get(marker(1, "").key())).isEqualTo(there);
        assertThat(store().put(marker(1, "mine"))).isEqualTo(new PutOutcome.Differs(there));
        assertThat(store().get(marker(1, "").key())).isEqualTo(there);
    }

    @Test
    protected void whatIsTooLargeForAMarkerIsUnusable() throws Exception {
        plant(marker(1, "").key(), new byte[MarkerContent.MAXIMUM_BYTES + 1]);
        plant(marker(2, "").key(), new byte[10_000_000]);

        for (int number : new int[] {1, 2}) {
            StoredMarker stored = store().get(marker(number, "").key());
            assertThat(stored).isInstanceOf(StoredMarker.Unusable.class);
            assertThat(store().put(marker(number, "mine"))).isEqualTo(new PutOutcome.Differs(stored));
            assertThat(store().remove(marker(number, "").key())).isTrue();
        }
    }

    @Test
    protected void aDamagedMarkerConfirmsNothingAndIsReported() throws Exception {
        MarkerRegistry registry = new MarkerRegistry(store());
        String other = segment(2).text();
        for (String damaged : List.of(
                "walsafe=1\nfile=" + segment(1) + "\nsize=1677",
                "walsafe=1\nfile=" + other + "\n",
                "walsafe=2\nfile=" + segment(1) + "\n",
                "walsafe=1\n",
                "\n",
                "\0",
                "somebody else's file\n")) {
            plant(marker(1, "").key(), damaged.getBytes(java.nio.charset.StandardCharsets.UTF_8));

            Lookup lookup = registry.lookup(segment(1));

            assertThat(lookup).as(damaged).isInstanceOf(Lookup.Invalid.class);
            assertThat(((Lookup.Invalid) lookup).reason())
                    .contains(marker(1, "").key().fileName(), store().location())
                    .doesNotContain("\n");
        }
    }

    @Test
    protected void aMarkerOfAPartialNeverAnswersForItsSegment() throws Exception {
        store().put(new NewMarker(MarkerKey.confirmation(WalFileName.parse(segment(1) + ".partial")), content("")));

        assertThat(new MarkerRegistry(store()).lookup(segment(1))).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    protected void aStoreThatCannotLookNeverSaysAbsent() throws Exception {
        store().put(marker(1, "x"));
        makeUnreachable();

        for (int number : new int[] {1, 2}) {
            MarkerKey key = marker(number, "").key();
            assertThatThrownBy(() -> store().get(key)).hasMessageContaining(unreachablePlace());
            assertThatThrownBy(() -> store().remove(key)).hasMessageContaining(unreachablePlace());
            assertThatThrownBy(() -> store().put(marker(number, "x"))).isInstanceOf(Exception.class);
        }
        assertThatThrownBy(() -> store().list(new Listing())).hasMessageContaining(unreachablePlace());
        assertThat(new MarkerRegistry(store()).lookup(segment(1))).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    protected void aClosedStoreIsNotUsed() {
        MarkerStore store = store();
        store.close();
        assertThatCode(store::close).doesNotThrowAnyException();

        MarkerKey key = marker(1, "").key();
        assertThatThrownBy(() -> store.get(key)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.put(marker(1, ""))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.putAll(List.of(marker(1, "")))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.list(new Listing())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.remove(key)).isInstanceOf(IllegalStateException.class);
    }
}
