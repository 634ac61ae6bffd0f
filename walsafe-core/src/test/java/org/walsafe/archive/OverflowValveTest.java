package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.walsafe.archive.Questions.NOW;
import static org.walsafe.archive.Questions.OTHERS;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.about;
import static org.walsafe.archive.Questions.answered;
import static org.walsafe.archive.Questions.attested;
import static org.walsafe.archive.Questions.behind;
import static org.walsafe.archive.Questions.unattested;
import static org.walsafe.archive.Questions.waiting;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.archive.ArchiveDecision.Archived;
import org.walsafe.archive.ArchiveDecision.ArchivedWithHole;
import org.walsafe.archive.ArchiveDecision.Pending;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Hole;
import org.walsafe.registry.Lookup;

class OverflowValveTest {

    private static final Acknowledgement MARY =
            new Acknowledgement("mary@example.com", "the shop must stay open; we take a new base backup");

    private final ArchivePolicy policy =
            ArchivePolicy.of(OverflowValve.whenMoreWaitThan(100, MARY)).then(ArchivePolicies.standard());

    @Test
    void opensWhenTooManyFilesWaitAndSaysWhoWantedThat() {
        ArchiveDecision decision = policy.decide(behind(about(SEGMENT), waiting(101)));

        assertThat(decision).isInstanceOfSatisfying(ArchivedWithHole.class, hole -> assertThat(hole.hole())
                .isEqualTo(new Hole(SEGMENT, "101 files wait, more than 100; " + MARY.why(), "mary@example.com", NOW)));
        assertThat(decision.notices())
                .singleElement()
                .extracting(Notice::text)
                .asString()
                .contains(SEGMENT.text(), "UNCONFIRMED", MARY.who(), MARY.why());
    }

    @Test
    void opensWhenTooLittleRoomIsLeft() {
        ArchivePolicy byRoom = ArchivePolicy.of(OverflowValve.whenFewerBytesAreFreeThan(1000, MARY))
                .then(ArchivePolicies.standard());

        assertThat(byRoom.decide(behind(about(SEGMENT), free(999)))).isInstanceOf(ArchivedWithHole.class);
        assertThat(byRoom.decide(behind(about(SEGMENT), free(1000)))).isInstanceOf(Pending.class);
        assertThat(byRoom.decide(behind(about(SEGMENT), waiting(1_000_000)))).isInstanceOf(Pending.class);
    }

    @Test
    void staysShutWhileTheBacklogIsOrdinaryOrUnknown() {
        assertThat(policy.decide(behind(about(SEGMENT), waiting(100)))).isInstanceOf(Pending.class);
        assertThat(policy.decide(about(SEGMENT))).isInstanceOf(Pending.class);
    }

    @Test
    void leavesWhatIsNotMerelyUnconfirmedToTheOtherRules() {
        ArchiveQuestion question = behind(about(SEGMENT), waiting(101));

        assertThat(policy.decide(unattested(question))).isInstanceOf(Archived.class);
        assertThat(policy.decide(answered(question, new Lookup.Unknown("away"))))
                .isInstanceOf(Unknown.class);
        assertThat(policy.decide(answered(question, new Lookup.Invalid("torn"))))
                .isInstanceOf(Refused.class);
        assertThat(policy.decide(attested(question, Evidence.NONE.withSystemIdentifier(OTHERS))))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "caf\u00e9"})
    void wantsAnAcknowledgementThatCanBeRecorded(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Acknowledgement(text, "a reason"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Acknowledgement("mary", text));
        assertThatIllegalArgumentException().isThrownBy(() -> new Acknowledgement("mary", text + "x".repeat(501)));
    }

    @Test
    void takesAnAcknowledgementOfAnyPrintableTextUpToFiveHundredCharacters() {
        assertThat(new Acknowledgement(" ~", "x".repeat(500)).why()).hasSize(500);
        assertThatIllegalArgumentException().isThrownBy(() -> new Acknowledgement("mary", "x".repeat(501)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Acknowledgement("mary", "rubbed out\u007f"));
    }

    @Test
    void mayOpenForTheFirstFileThatWaits() {
        ArchivePolicy atOnce = ArchivePolicy.of(OverflowValve.whenMoreWaitThan(0, MARY));

        ArchiveDecision decision = atOnce.decide(behind(about(SEGMENT), waiting(1)));
        assertThat(decision).isInstanceOf(ArchivedWithHole.class);
        assertThat(decision.rule()).isEqualTo("overflow-valve");
    }

    @Test
    void refusesALimitThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> OverflowValve.whenMoreWaitThan(-1, MARY));
        assertThatIllegalArgumentException().isThrownBy(() -> OverflowValve.whenFewerBytesAreFreeThan(-1, MARY));
    }

    private static Backlog free(long bytes) {
        return new Backlog(1, Optional.empty(), OptionalLong.empty(), OptionalLong.of(bytes));
    }
}
