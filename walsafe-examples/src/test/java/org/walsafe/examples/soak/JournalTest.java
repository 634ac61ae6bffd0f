package org.walsafe.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.soak.Journal.Commit;
import org.walsafe.examples.soak.Journal.RestorePoint;

class JournalTest {

    private static final int CLIENT = 7;

    private final Journal journal = new Journal();

    private Commit acknowledged() {
        Commit commit = journal.begin(CLIENT);
        journal.acknowledge(commit);
        return commit;
    }

    @Test
    void whatWasAcknowledgedMustBeThere() {
        Commit first = acknowledged();
        Commit second = acknowledged();

        assertThat(journal.faultsAtTheEnd(Set.of(first, second))).isEmpty();
        assertThat(journal.faultsAtTheEnd(Set.of(second))).containsExactly("commit 1 of client 7 is lost");
        assertThat(journal.promises()).isEqualTo(2);
    }

    @Test
    void whatGotNoAnswerMayBeThereOrNot() {
        Commit first = acknowledged();
        Commit unanswered = journal.begin(CLIENT);
        Commit third = acknowledged();

        assertThat(journal.faultsAtTheEnd(Set.of(first, third))).isEmpty();
        assertThat(journal.faultsAtTheEnd(Set.of(first, unanswered, third))).isEmpty();
    }

    @Test
    void whatNobodyBeganIsNotThere() {
        Commit first = acknowledged();

        assertThat(journal.faultsAtTheEnd(Set.of(first, new Commit(CLIENT, 2), new Commit(8, 1))))
                .containsExactlyInAnyOrder(
                        "commit 2 of client 7 is there, too early", "commit 1 of client 8 is there, too early");
    }

    @Test
    void anEarlierMomentHasWhatWasAcknowledgedBeforeAndNothingBegunAfter() {
        Commit before = acknowledged();
        var acknowledgedBefore = journal.lastAcknowledged();
        Commit meanwhile = acknowledged();
        RestorePoint point = new RestorePoint("point", acknowledgedBefore, journal.lastBegun());
        Commit after = acknowledged();

        assertThat(journal.faultsAt(point, Set.of(before))).isEmpty();
        assertThat(journal.faultsAt(point, Set.of(before, meanwhile))).isEmpty();
        assertThat(journal.faultsAt(point, Set.of(meanwhile))).containsExactly("commit 1 of client 7 is lost");
        assertThat(journal.faultsAt(point, Set.of(before, after)))
                .containsExactly("commit 3 of client 7 is there, too early");
    }
}
