package org.walsafe.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContestTest {

    private final List<String> turns = new ArrayList<>();

    @Test
    void theSidesTakeTurns() throws Exception {
        new Contest("title", "description", 2, 3, List.of(side("A"), side("B"))).run();

        assertThat(turns).containsExactly("A3", "B3", "A3", "B3", "A3", "B3", "A3", "B3");
    }

    @Test
    void anAbsentSideHasNoScoreAndMissesNoGoal() throws Exception {
        ContestResult result = new Contest(
                        "title",
                        "description",
                        1,
                        1,
                        List.of(new Side.Absent("A", "program-a"), side("B").atMost(0)))
                .run();

        assertThat(result.scores().get(0).spread()).isEmpty();
        assertThat(result.scores().get(1).spread()).isPresent();
        assertThat(result.metEveryGoal()).isTrue();
        assertThat(result.markdown()).contains("| A | absent |", "program-a is not on this machine");
        assertThat(result.markdown()).contains("at most 0.00: not compared");
    }

    @Test
    void aSideThatFailsEndsTheContest() {
        Side broken = Side.of("A", times -> {
            throw new IOException("broken");
        });

        assertThatThrownBy(() -> new Contest("title", "description", 1, 1, List.of(broken)).run())
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }

    @Test
    void theFirstSideIsTheMeasure() {
        Side.Ready slow = side("B").atMost(1.5);
        Side.Ready fast = side("C").atMost(1.5);
        Contest contest = new Contest("Title", "Description.", 1, 1, List.of(side("A"), slow, fast));
        ContestResult result = new ContestResult(
                contest, List.of(score(side("A"), 2_000_000), score(slow, 3_100_000), score(fast, 500_000)));

        assertThat(result.metEveryGoal()).isFalse();
        assertThat(result.markdown())
                .isEqualTo(
                        """
                        ### Title

                        Description.

                        | | median | middle half | ratio | goal |
                        |---|---:|---:|---:|---|
                        | A | 2.00 ms | 1.00 ms to 4.00 ms | 1.00 |  |
                        | B | 3.10 ms | 1.55 ms to 6.20 ms | 1.55 | at most 1.50: **missed** |
                        | C | 500.00 µs | 250.00 µs to 1.00 ms | 0.25 | at most 1.50: met |
                        """);
    }

    private Side.Ready side(String name) {
        return Side.of(name, times -> turns.add(name + times));
    }

    private static Score score(Side side, long median) {
        return new Score(side, Optional.of(new Spread(median, median / 2, median * 2)));
    }
}
