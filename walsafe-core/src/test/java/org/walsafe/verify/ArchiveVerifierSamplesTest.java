package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.tck.WalSamples;
import org.walsafe.tck.WalSamples.Sample;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;

/** Verifies what real servers archived. */
class ArchiveVerifierSamplesTest {

    private static ArchiveReport verify(ArchiveInMemory archive) throws IOException {
        return new ArchiveVerifier(ArchiveVerifierConfig.of(archive).withTime(() -> ArchiveInMemory.NOW)).verify();
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionsSegmentsAreGood(PostgresMajor major) throws IOException {
        ArchiveInMemory archive = new ArchiveInMemory();
        for (Sample sample : WalSamples.segments(major).toList()) {
            archive.files.put(sample.name().text(), sample.bytes());
        }
        ArchiveReport report = verify(archive);

        assertThat(report.findings().kept()).isEmpty();
        assertThat(report.systemIdentifier()).hasValue(WalSamples.systemIdentifier(major));
        assertThat(report.records()).isPositive();
    }

    @Test
    void twoPromotionsAreFollowedAndWhatTheSamplesLackIsNamed() throws IOException {
        ArchiveInMemory archive = new ArchiveInMemory();
        for (String name : List.of(
                "000000010000000000000024",
                "000000010000000000000025",
                "000000010000000000000026",
                "000000010000000000000027",
                "00000001000000000000002A",
                "00000002.history",
                "00000002000000000000002B",
                "000000020000000000000031",
                "000000020000000000000032.partial",
                "00000003.history",
                "000000030000000000000032")) {
            archive.files.put(name, WalSamples.promoted(name).bytes());
        }
        ArchiveReport report = verify(archive);

        assertThat(report.findings().kept())
                .extracting(finding -> finding.kind() + " " + finding.subject())
                .containsExactly(
                        "LOST 000000010000000000000028..000000010000000000000029",
                        "LOST 00000002000000000000002C..000000020000000000000030");
        assertThat(report.timelines()).hasSize(3).last().satisfies(lane -> assertThat(lane.first())
                .hasValue(SegmentName.parse("000000030000000000000032")));
    }
}
