package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.ArchivedWithHole;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Hole;

class ArchiveDecisionTest {

    private static final Notice FIRST = new Notice("first", "one");
    private static final Notice SECOND = new Notice("second", "two");

    static Stream<ArchiveDecision> everyKind() {
        return Stream.of(
                new Archived("rule", "reason"),
                new ArchivedWithHole(
                        "rule",
                        "reason",
                        new Hole(Questions.SEGMENT, "the disk is full", "mary", Questions.NOW),
                        List.of()),
                new Pending("rule", "reason"),
                new Refused("rule", "reason"),
                new Unknown("rule", "reason"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void noticesAreAddedInOrderAndChangeNothingElse(ArchiveDecision decision) {
        ArchiveDecision noticed = decision.with(FIRST).with(SECOND);

        assertThat(noticed.notices()).containsExactly(FIRST, SECOND);
        assertThat(noticed).usingRecursiveComparison().ignoringFields("notices").isEqualTo(decision);
        assertThat(decision.notices()).isEmpty();
        assertThat(noticed).hasSameClassAs(decision);
    }
}
