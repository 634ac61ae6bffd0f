package org.walsafe.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.bench.Bench;

/** What the README says of WalSafe's speed is a page of {@code walsafe bench --output}. */
class ReadmePerformanceTest {

    private static final Pattern PAGE = Pattern.compile("(?s)<!-- bench.md -->\n(.*)<!-- end of bench.md -->\n");
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z0-9-]+)` \\|([^|\n]|\\\\\\|)*(\\|([^|\n]|\\\\\\|)*){5}\\|");

    private final String page = page();

    @Test
    void everyContestHasARowAndEveryRowAContestInTheOrderOfTheBench() {
        assertThat(rows().stream().map(row -> row.group(1)).distinct()).containsExactlyElementsOf(Bench.names());
    }

    @Test
    void theTableHasTheShapeOfThePageAndNothingElseIsInIt() {
        assertThat(page)
                .startsWith("Measured on 20")
                .contains(
                        """

                | contest | beside | its time | WalSafe | time | ratio | goal |
                |---|---|---:|---|---:|---:|---|
                """);
        assertThat(page.substring(page.indexOf("|---|")).lines().skip(1))
                .hasSameSizeAs(rows())
                .allMatch(line -> ROW.matcher(line).matches());
    }

    private List<MatchResult> rows() {
        return ROW.matcher(page).results().toList();
    }

    private static String page() {
        try {
            var found = PAGE.matcher(Files.readString(Path.of("../README.md")));
            assertThat(found.find())
                    .as("the README has the page between its marks")
                    .isTrue();
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
