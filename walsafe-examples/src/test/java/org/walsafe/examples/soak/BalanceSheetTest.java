package org.walsafe.examples.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BalanceSheetTest {

    private static BalanceSheet sheet(List<String> losses) {
        return new BalanceSheet(
                42,
                Duration.ofMinutes(1),
                Map.of(Fault.NETWORK_CUT, 3, Fault.POSTGRES_KILLED, 2),
                Set.of(Fault.BARMAN_DISK_FULL),
                new BalanceSheet.Segments(100, 99, 98, 97),
                new BalanceSheet.Commits(1000, 1001, 500),
                4,
                Duration.ofSeconds(5),
                losses);
    }

    @Test
    void namesEverythingThatHappened() {
        assertThat(sheet(List.of()).markdown().lines())
                .contains(
                        "| seed | 42 |",
                        "| faults for | 60 s |",
                        "| network cut between the hosts | 3 |",
                        "| kill -9 of PostgreSQL | 2 |",
                        "| kill -9 of `barman receive-wal` | 0 |",
                        "| disk of Barman full | NOT TESTED |",
                        "| **faults** | 5 |",
                        "| segments written | 100 |",
                        "| segments confirmed | 99 |",
                        "| segments recycled | 98 |",
                        "| segments restored | 97 |",
                        "| commits acknowledged | 1000 |",
                        "| commits after a recovery to the end | 1001 |",
                        "| nothing waits any more after | 5 s |",
                        "| **losses** | 0 |");
        assertThat(sheet(List.of()).isClean()).isTrue();
    }

    @Test
    void namesEveryLoss() {
        BalanceSheet sheet = sheet(List.of("commit 1 of client 7 is lost", "another"));

        assertThat(sheet.isClean()).isFalse();
        assertThat(sheet.markdown().lines())
                .contains("| **losses** | 2 |", "LOST: commit 1 of client 7 is lost", "LOST: another");
    }
}
