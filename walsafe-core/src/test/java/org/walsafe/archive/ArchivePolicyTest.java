package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.archive.ArchivePoliciesTest.rule;
import static org.walsafe.archive.Questions.BACKUP;
import static org.walsafe.archive.Questions.PARTIAL;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.about;
import static org.walsafe.archive.Questions.offering;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;

class ArchivePolicyTest {

    @Test
    void refusesWhatNoRuleAnswers() {
        assertThat(ArchivePolicy.NONE.decide(about(SEGMENT)))
                .isEqualTo(new Refused("deny-by-default", "no rule of the policy lets " + SEGMENT + " go"));
    }

    @Test
    void takesTheFirstAnswer() {
        ArchivePolicy policy = ArchivePolicy.of(rule("first", new Pending("first", "a")))
                .then(rule("second", new Archived("second", "b")));

        assertThat(policy.decide(about(SEGMENT)).rule()).isEqualTo("first");
    }

    @Test
    void explainsWhoWasAskedAndWhatTheySaid() {
        assertThat(ArchivePolicies.standard().explain(about(SEGMENT)))
                .hasToString("offered-file: no answer\n"
                        + "backup-history: no answer\n"
                        + "partial-accepted: no answer\n"
                        + "confirmed: " + SEGMENT + " waits for its confirmation\n");
        assertThat(ArchivePolicies.standard().explain(about(BACKUP)).passed()).containsExactly("offered-file");
        assertThat(ArchivePolicies.standard().explain(about(PARTIAL)))
                .asString()
                .endsWith("partial-accepted: notice: " + PARTIAL
                        + " is let go without confirmation, as a partial segment\n");
    }

    @Test
    void explainsARefusalBeforeAllRules() {
        ArchiveQuestion question = offering(about(SEGMENT), new OfferedFile.Unreadable("no permission"));

        ArchiveExplanation explanation = ArchivePolicies.standard().explain(question);

        assertThat(explanation.passed()).isEmpty();
        assertThat(explanation).hasToString("offered-file: no permission\n");
    }

    @Test
    void givesTheNoticesOfAllItsParts() {
        ArchivePolicy one = ArchivePolicy.NONE.noticing(question -> Optional.of(new Notice("one", "1")));
        ArchivePolicy two = ArchivePolicy.NONE.noticing(question -> Optional.of(new Notice("two", "2")));

        assertThat(one.then(two).decide(about(SEGMENT)).notices())
                .containsExactly(new Notice("one", "1"), new Notice("two", "2"));
    }
}
