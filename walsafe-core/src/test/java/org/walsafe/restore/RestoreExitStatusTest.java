package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.WalFileName;

class RestoreExitStatusTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000001");
    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    private static List<RestoreOutcome> failures(WalFileName file) {
        return List.of(
                new RestoreOutcome.Hole(file, ""),
                new RestoreOutcome.Unreachable(file, ""),
                new RestoreOutcome.Corrupt(file, ""),
                new RestoreOutcome.TimedOut(file, ""),
                new RestoreOutcome.Undelivered(file, ""));
    }

    private static int code(RestoreOutcome outcome, RestoreMode mode) {
        return RestoreExitStatus.of(outcome).code(outcome.file(), mode);
    }

    @Test
    void onlyARestoredFileIsSuccessAndOnlyAProvenAbsentOneIsAbsent() {
        for (RestoreMode mode : RestoreMode.values()) {
            for (WalFileName file : List.of(SEGMENT, HISTORY)) {
                assertThat(code(new RestoreOutcome.Restored(file, "", 1), mode)).isZero();
                assertThat(code(new RestoreOutcome.ProvenAbsent(file, ""), mode))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aRecoveryStopsAtEveryFailureAndNeverWithTheNumberOfAnOrderlyShutdown() {
        for (WalFileName file : List.of(SEGMENT, HISTORY)) {
            assertThat(failures(file)).allSatisfy(failure -> assertThat(code(failure, RestoreMode.RECOVERY))
                    .isBetween(126, 255)
                    .isNotEqualTo(143));
        }
    }

    @Test
    void aStandbyGoesOnAskingForASegmentAndTellsFailuresApart() {
        assertThat(failures(SEGMENT))
                .extracting(failure -> code(failure, RestoreMode.STANDBY))
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).isBetween(2, 125));
    }

    @Test
    void aStandbyNeverTakesAFailureForAFreeTimeline() {
        assertThat(failures(HISTORY)).allSatisfy(failure -> assertThat(code(failure, RestoreMode.STANDBY))
                .isBetween(126, 255)
                .isNotEqualTo(143));
    }

    @Test
    void theTableHasEveryStatusInBothColumns() {
        assertThat(RestoreExitStatus.table().lines())
                .hasSize(RestoreExitStatus.values().length)
                .anyMatch(line -> line.contains("4") && line.contains("204") && line.contains("hole"));
    }
}
