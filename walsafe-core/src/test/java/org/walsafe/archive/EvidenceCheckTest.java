package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.walsafe.archive.Questions.DIGEST;
import static org.walsafe.archive.Questions.HISTORY;
import static org.walsafe.archive.Questions.OTHERS;
import static org.walsafe.archive.Questions.OTHER_DIGEST;
import static org.walsafe.archive.Questions.OURS;
import static org.walsafe.archive.Questions.PARTIAL;
import static org.walsafe.archive.Questions.SEGMENT;
import static org.walsafe.archive.Questions.SIZE;
import static org.walsafe.archive.Questions.about;
import static org.walsafe.archive.Questions.answered;
import static org.walsafe.archive.Questions.at;
import static org.walsafe.archive.Questions.attested;
import static org.walsafe.archive.Questions.offering;
import static org.walsafe.archive.Questions.unattested;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.Lookup;

class EvidenceCheckTest {

    private static final Evidence FULL =
            Evidence.NONE.withSystemIdentifier(OURS).withSize(SIZE.bytes()).withSha256(DIGEST);

    @Test
    void evidenceThatAgreesConfirms() {
        assertThat(attested(about(SEGMENT), FULL).standing()).isInstanceOf(Standing.Confirmed.class);
        assertThat(attested(about(SEGMENT), Evidence.NONE).standing()).isInstanceOf(Standing.Confirmed.class);
        assertThat(unattested(about(SEGMENT)).standing()).isInstanceOf(Standing.Confirmed.class);
    }

    @Test
    void evidenceOfAnotherClusterIsRejected() {
        assertThat(attested(about(SEGMENT), FULL.withSystemIdentifier(OTHERS)).standing())
                .isEqualTo(new Standing.Rejected(
                        SEGMENT + " is of cluster " + OURS + ", and its confirmation is of cluster " + OTHERS));
    }

    @Test
    void evidenceOfAnotherSizeIsRejected() {
        assertThat(attested(about(SEGMENT), FULL.withSize(SIZE.bytes() - 1)).standing())
                .isEqualTo(new Standing.Rejected(
                        SEGMENT + " has 1048576 bytes, and its confirmation is of a file of 1048575"));
    }

    @Test
    void evidenceOfOtherContentIsRejected() {
        assertThat(attested(about(SEGMENT), FULL.withSha256(OTHER_DIGEST)).standing())
                .isEqualTo(new Standing.Rejected(
                        SEGMENT + " is not the file that was confirmed: its SHA-256 is " + DIGEST));
    }

    @Test
    void aFileThatCannotBeReadIsUndecided() {
        OfferedDigest unreadable = () -> new OfferedDigest.Reading.Unreadable("the disk is gone");
        OfferedFile file =
                new OfferedFile.Present(SIZE.bytes(), Questions.present(SEGMENT).header(), unreadable);

        assertThat(offering(attested(about(SEGMENT), FULL), file).standing())
                .isEqualTo(new Standing.Undecided("the disk is gone"));
        assertThat(offering(unattested(about(SEGMENT)), new OfferedFile.Unreadable("no permission"))
                        .standing())
                .isEqualTo(new Standing.Undecided("no permission"));
    }

    @Test
    void theDigestIsNotAskedForWhereTheEvidenceNamesNone() {
        OfferedDigest untouchable = () -> {
            throw new AssertionError("read for nothing");
        };
        OfferedFile file =
                new OfferedFile.Present(SIZE.bytes(), Questions.present(SEGMENT).header(), untouchable);

        assertThat(offering(attested(about(SEGMENT), Evidence.NONE.withSystemIdentifier(OURS)), file)
                        .standing())
                .isInstanceOf(Standing.Confirmed.class);
    }

    @Test
    void theSegmentOfAnUnknownVersionIsComparedWithTheServersClusterOrByItsDigest() {
        OfferedFile unknown = new OfferedFile.Present(
                SIZE.bytes(), Optional.of(Questions.unknownVersion()), OfferedDigest.of(DIGEST));
        ArchiveQuestion question = offering(about(SEGMENT), unknown);
        Evidence ours = Evidence.NONE.withSystemIdentifier(OURS);

        assertThat(attested(question, ours).standing()).isInstanceOf(Standing.Undecided.class);
        assertThat(attested(question, ours.withSha256(DIGEST)).standing()).isInstanceOf(Standing.Confirmed.class);
        assertThat(attested(question, ours.withSha256(OTHER_DIGEST)).standing()).isInstanceOf(Standing.Rejected.class);
        assertThat(at(attested(question, ours), ServerFacts.NONE.with(OURS)).standing())
                .isInstanceOf(Standing.Confirmed.class);
        assertThat(at(attested(question, ours), ServerFacts.NONE.with(OTHERS)).standing())
                .isInstanceOf(Standing.Rejected.class);
        assertThat(unattested(question).standing()).isInstanceOf(Standing.Confirmed.class);
    }

    @Test
    void aHistoryFileHasTheServersClusterWhereThatIsKnown() {
        ArchiveQuestion question = attested(about(HISTORY), Evidence.NONE.withSystemIdentifier(OTHERS));

        assertThat(at(question, ServerFacts.NONE.with(OURS)).standing()).isInstanceOf(Standing.Rejected.class);
        assertThat(question.standing()).isInstanceOf(Standing.Confirmed.class);
    }

    @Test
    void aVanishedFileNeedsAnAttestedConfirmation() {
        ArchiveQuestion question = offering(about(SEGMENT), new OfferedFile.Vanished());

        assertThat(attested(question, FULL).standing()).isInstanceOf(Standing.Confirmed.class);
        assertThat(at(attested(question, FULL), ServerFacts.NONE.with(OTHERS)).standing())
                .isInstanceOf(Standing.Rejected.class);
        assertThat(unattested(question).standing())
                .isEqualTo(new Standing.Rejected(
                        SEGMENT + " has vanished, and its confirmation does not attest anything"));
        assertThat(question.standing()).isEqualTo(new Standing.NotConfirmed());
    }

    @Test
    void theConfirmationOfAnotherFileIsRejected() {
        Lookup ofTheWhole = new Lookup.Confirmed(Confirmation.attested(SEGMENT, FULL));
        Lookup ofThePartial = new Lookup.Confirmed(Confirmation.attested(PARTIAL, FULL));

        assertThat(answered(about(PARTIAL), ofTheWhole).standing()).isInstanceOf(Standing.Rejected.class);
        assertThat(answered(about(SEGMENT), ofThePartial).standing()).isInstanceOf(Standing.Rejected.class);
    }

    @Test
    void whatTheRegistryCouldNotSayIsNotTakenForNo() {
        assertThat(answered(about(SEGMENT), new Lookup.Unknown("no route")).standing())
                .isEqualTo(new Standing.Undecided("no route"));
        assertThat(answered(about(SEGMENT), new Lookup.Invalid("it is torn")).standing())
                .isEqualTo(new Standing.Rejected("it is torn"));
    }
}
