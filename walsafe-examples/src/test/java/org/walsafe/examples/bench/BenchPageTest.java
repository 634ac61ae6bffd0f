package org.walsafe.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPageTest {

    @Test
    void saysWhereItWasMeasuredAndHasARowForEachSideThatWasCompared() {
        BenchReport report = BenchReports.of(
                BenchReports.run("gate", "`find | wc -l`", "ours", 0.5, 1.5), new Attempt.Failed("clone", "no disk"));

        assertThat(BenchPage.of(report))
                .isEqualTo(
                        """
                        Measured on 2026-11-21: 2 × Some <Processor>, 24.7 GB, Linux 6.18, /bin/sh is dash, Java 17.0.15. \
                        Beside rsync 3.5.0, repmgr 5.3.3.
                        Not on this machine, and left out: pgbackrest.
                        repmgr takes part in no contest: it needs servers.

                        | contest | beside | its time | WalSafe | time | ratio | goal |
                        |---|---|---:|---|---:|---:|---|
                        | `gate` | `find \\| wc -l` | 1.00 ms | ours | 500.00 µs | 0.50 | at most 1.00: met |
                        | `gate` | `find \\| wc -l` | 1.00 ms | ours | 1.50 ms | 1.50 | at most 1.00: **missed** |
                        | `clone` |  |  |  |  |  | not measured: no disk |
                        """);
    }

    @Test
    void aSideThatIsAbsentHasARowThatSaysSo() {
        Side ours = Side.of("ours", times -> {});
        Contest contest = new Contest("T", "D", 1, 1, List.of(new Side.Absent("theirs", "repmgr"), ours));
        ContestResult result = new ContestResult(
                contest,
                List.of(
                        new Score(contest.sides().get(0), Optional.empty()),
                        new Score(ours, Optional.of(new Spread(1_000_000, 1, 1)))));

        assertThat(BenchPage.of(BenchReports.of(new Attempt.Run("clone", result))))
                .contains("| `clone` | theirs | absent | ours | 1.00 ms |  |  |");
    }

    @Test
    void isWrittenBesideItsChartIntoADirectoryThatIsMade(@TempDir Path directory) throws Exception {
        BenchReport report = BenchReports.of(BenchReports.run("gate", "theirs", "ours", 2));

        report.writeTo(directory.resolve("new"));

        assertThat(directory.resolve("new/bench.md")).content().isEqualTo(BenchPage.of(report));
        assertThat(directory.resolve("new/bench.svg")).content().isEqualTo(RatioChart.of(report));
    }
}
