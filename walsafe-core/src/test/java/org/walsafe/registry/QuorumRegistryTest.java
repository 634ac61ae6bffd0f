package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyMarkerStore;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class QuorumRegistryTest {

    private static final SegmentName FILE = SegmentName.parse("0000000100000000000000A1");
    private static final MarkerKey KEY = MarkerKey.confirmation(FILE);
    private static final Confirmation RECEIVED = ofCluster(1, EvidenceKind.RECEIVED);
    private static final Confirmation IDENTICAL = ofCluster(1, EvidenceKind.IDENTICAL);
    private static final Confirmation OTHER_CLUSTER = ofCluster(2, EvidenceKind.IDENTICAL);
    private static final Confirmation UNATTESTED = Confirmation.unattested(FILE);

    /** What a member says of the file. */
    enum Member {
        RECEIVED_IT,
        COMPARED_IT,
        TOUCHED_IT,
        OTHER_CLUSTERS,
        NOTHING,
        DAMAGED,
        UNREACHABLE;

        private boolean confirms() {
            return compareTo(OTHER_CLUSTERS) <= 0;
        }
    }

    private final List<FaultyMarkerStore> stores = new ArrayList<>();

    private QuorumRegistry quorum(int required, Member... members) {
        stores.clear();
        List<WalSafeRegistry> registries = new ArrayList<>();
        for (Member member : members) {
            InMemoryMarkerStore memory = new InMemoryMarkerStore();
            FaultyMarkerStore store = new FaultyMarkerStore(memory);
            switch (member) {
                case RECEIVED_IT -> memory.put(new NewMarker(KEY, MarkerFormat.print(RECEIVED)));
                case COMPARED_IT -> memory.put(new NewMarker(KEY, MarkerFormat.print(IDENTICAL)));
                case TOUCHED_IT -> memory.put(new NewMarker(KEY, MarkerContent.EMPTY));
                case OTHER_CLUSTERS -> memory.put(new NewMarker(KEY, MarkerFormat.print(OTHER_CLUSTER)));
                case DAMAGED ->
                    memory.put(new NewMarker(KEY, MarkerContent.of("torn".getBytes(StandardCharsets.US_ASCII))));
                case UNREACHABLE -> store.failAfter(0);
                case NOTHING -> {}
            }
            stores.add(store);
            registries.add(new MarkerRegistry(store));
        }
        return new QuorumRegistry(required, registries);
    }

    private static Confirmation ofCluster(long systemIdentifier, EvidenceKind kind) {
        return Confirmation.attested(
                FILE,
                Evidence.NONE
                        .withSystemIdentifier(new SystemIdentifier(systemIdentifier))
                        .withKind(kind)
                        .withConfirmer("test", Instant.EPOCH));
    }

    @Property
    void aLookupSaysNoMoreThanTheMembersProve(
            @ForAll @Size(min = 1, max = 4) List<Member> members, @ForAll @IntRange(min = 1, max = 4) int wanted) {
        int required = Math.min(wanted, members.size());
        long confirming = members.stream().filter(Member::confirms).count();
        long unreachable = members.stream().filter(m -> m == Member.UNREACHABLE).count();
        boolean contradiction = members.contains(Member.OTHER_CLUSTERS)
                && (members.contains(Member.RECEIVED_IT) || members.contains(Member.COMPARED_IT));

        Lookup lookup = quorum(required, members.toArray(Member[]::new)).lookup(FILE);

        if (contradiction) {
            assertThat(lookup).isInstanceOf(Lookup.Invalid.class);
        } else if (confirming >= required) {
            assertThat(lookup).isInstanceOf(Lookup.Confirmed.class);
        } else if (confirming + unreachable >= required) {
            assertThat(lookup).isInstanceOf(Lookup.Unknown.class);
        } else if (members.contains(Member.DAMAGED)) {
            assertThat(lookup).isInstanceOf(Lookup.Invalid.class);
        } else {
            assertThat(lookup).isInstanceOf(Lookup.NotConfirmed.class);
        }
    }

    @Property(tries = 100)
    void aConfirmationThatSucceedsIsFound(
            @ForAll @Size(min = 1, max = 4) List<Member> members, @ForAll @IntRange(min = 1, max = 4) int wanted) {
        QuorumRegistry quorum = quorum(Math.min(wanted, members.size()), members.toArray(Member[]::new));
        ConfirmOutcome outcome;
        try {
            outcome = quorum.confirm(IDENTICAL);
        } catch (RegistryUnreachableException e) {
            assertThat(members).contains(Member.UNREACHABLE);
            assertThat(e.hint()).isPresent();
            return;
        }

        stores.forEach(store -> store.failAfter(Long.MAX_VALUE));

        if (outcome instanceof ConfirmOutcome.Conflict) {
            assertThat(members).containsAnyOf(Member.OTHER_CLUSTERS, Member.DAMAGED);
        } else {
            assertThat(quorum.lookup(FILE)).isInstanceOf(Lookup.Confirmed.class);
        }
    }

    @Test
    void theAnswerIsWhatEnoughMembersStandFor() {
        assertThat(quorum(1, Member.TOUCHED_IT, Member.RECEIVED_IT, Member.COMPARED_IT)
                        .lookup(FILE))
                .isEqualTo(new Lookup.Confirmed(IDENTICAL));
        assertThat(quorum(2, Member.TOUCHED_IT, Member.RECEIVED_IT, Member.COMPARED_IT)
                        .lookup(FILE))
                .isEqualTo(new Lookup.Confirmed(RECEIVED));
        assertThat(quorum(3, Member.TOUCHED_IT, Member.RECEIVED_IT, Member.COMPARED_IT)
                        .lookup(FILE))
                .isEqualTo(new Lookup.Confirmed(UNATTESTED));
    }

    @Test
    void aContradictionIsInvalidEvenBesideAMajority() {
        assertThat(quorum(2, Member.RECEIVED_IT, Member.COMPARED_IT, Member.OTHER_CLUSTERS)
                        .lookup(FILE))
                .isInstanceOfSatisfying(Lookup.Invalid.class, invalid -> assertThat(invalid.reason())
                        .contains(FILE.text()));
    }

    @Test
    void confirmingGoesOnWithoutAMemberAndFailsWithoutTwo() {
        assertThat(quorum(2, Member.NOTHING, Member.UNREACHABLE, Member.NOTHING).confirm(IDENTICAL))
                .isEqualTo(new ConfirmOutcome.Recorded());
        assertThatThrownBy(() -> quorum(2, Member.NOTHING, Member.UNREACHABLE, Member.UNREACHABLE)
                        .confirm(IDENTICAL))
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining(FILE.text());
    }

    @Test
    void aMemberThatCannotBeUsedCountsAsOutOfReach(@TempDir Path parent) throws IOException {
        Path directory = Files.createDirectory(
                parent.resolve("safe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        WalSafeRegistry unusable =
                new MarkerRegistry(DirectoryMarkerStore.owning(new LocalHost(), new HostPath(directory.toString())));
        Files.delete(directory);
        WalSafeRegistry fine = new MarkerRegistry(new InMemoryMarkerStore());
        QuorumRegistry quorum = new QuorumRegistry(1, List.of(unusable, fine));

        assertThat(quorum.confirm(IDENTICAL)).isEqualTo(new ConfirmOutcome.Recorded());
        assertThat(quorum.lookup(FILE)).isEqualTo(new Lookup.Confirmed(IDENTICAL));
    }

    @Test
    void whatIsThereAlreadyIsTold() {
        assertThat(quorum(2, Member.RECEIVED_IT, Member.RECEIVED_IT).confirm(IDENTICAL))
                .isEqualTo(new ConfirmOutcome.AlreadyRecorded(RECEIVED));
    }

    @Test
    void aListingGoesOnAsLongAsNoConfirmedNameCanBeMissed() {
        List<MarkerKey> seen = new ArrayList<>();
        MarkerVisitor visitor = new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                seen.add(key);
            }

            @Override
            public void stranger(String name) {}
        };

        quorum(2, Member.UNREACHABLE, Member.RECEIVED_IT, Member.RECEIVED_IT).list(visitor);

        assertThat(seen).containsOnly(KEY);
        assertThatThrownBy(
                        () -> quorum(1, Member.UNREACHABLE, Member.RECEIVED_IT).list(visitor))
                .isInstanceOf(RegistryUnreachableException.class);
    }

    @Test
    void withdrawingIsDoneWhereItCanBeAndFailsUnlessItWasDoneEverywhere() {
        QuorumRegistry quorum = quorum(1, Member.UNREACHABLE, Member.RECEIVED_IT);

        assertThatThrownBy(() -> quorum.withdraw(FILE)).isInstanceOf(RegistryUnreachableException.class);
        stores.get(0).failAfter(Long.MAX_VALUE);
        assertThat(quorum.lookup(FILE)).isEqualTo(new Lookup.NotConfirmed());
        assertThat(quorum.withdraw(FILE)).isFalse();
    }

    @Test
    void aHoleIsRecordedInEnoughMembers() {
        Hole hole = new Hole(FILE, "valve", "dba", Instant.EPOCH);

        quorum(1, Member.UNREACHABLE, Member.NOTHING).recordHole(hole);

        assertThatThrownBy(() -> quorum(2, Member.UNREACHABLE, Member.NOTHING).recordHole(hole))
                .isInstanceOf(RegistryUnreachableException.class);
    }

    @Test
    void holesAreListedOnceAndAsLongAsNoneCanBeMissed() {
        Hole hole = new Hole(FILE, "valve", "dba", Instant.EPOCH);
        QuorumRegistry quorum = quorum(2, Member.NOTHING, Member.NOTHING, Member.NOTHING);
        quorum.recordHole(hole);
        List<Hole> seen = new ArrayList<>();
        HoleVisitor visitor = new HoleVisitor() {
            @Override
            public void hole(Hole recorded) {
                seen.add(recorded);
            }

            @Override
            public void invalid(WalFileName file, String reason) {
                throw new AssertionError(reason);
            }
        };

        stores.get(0).failAfter(0);
        quorum.listHoles(visitor);
        assertThat(seen).containsExactly(hole);

        stores.get(1).failAfter(0);
        assertThatThrownBy(() -> quorum.listHoles(visitor)).isInstanceOf(RegistryUnreachableException.class);
    }

    @Test
    void aQuorumNeedsSomebodyAndNoMoreThanAll() {
        List<WalSafeRegistry> two = Arrays.asList(
                new MarkerRegistry(new InMemoryMarkerStore()), new MarkerRegistry(new InMemoryMarkerStore()));
        for (int required : new int[] {-1, 0, 3}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new QuorumRegistry(required, two));
        }
        assertThat(new QuorumRegistry(2, two).location()).isEqualTo("2 of (memory, memory)");
    }

    @Test
    void closingTheQuorumClosesItsMembers() {
        QuorumRegistry quorum = quorum(1, Member.NOTHING, Member.NOTHING);

        quorum.close();
        quorum.close();

        assertThatThrownBy(() -> quorum.lookup(FILE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> quorum.confirm(IDENTICAL)).isInstanceOf(IllegalStateException.class);
    }
}
