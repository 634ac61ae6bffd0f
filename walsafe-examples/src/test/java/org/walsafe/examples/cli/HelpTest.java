package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command explains itself, down to its exit statuses. */
class HelpTest {

    private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z][a-z-]*) {2,}\\S.*$");
    private static final Pattern STATUS = Pattern.compile("(?m)^  0 {2,3}\\S");

    /** Every command and subcommand that help lists, as the words that call it. */
    static Stream<List<String>> commands() {
        return listed(List.of()).stream()
                .flatMap(command -> Stream.concat(
                        Stream.of(List.of(command)),
                        listed(List.of(command)).stream().map(below -> List.of(command, below))));
    }

    private static List<String> listed(List<String> command) {
        return LISTED.matcher(help(command).out())
                .results()
                .map(line -> line.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTellsItsUseAndItsExitStatuses(List<String> command) {
        Invocation help = help(command);

        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: walsafe " + String.join(" ", command))
                .contains("Exit status")
                .containsPattern(STATUS)
                .doesNotContain("null", "%n");
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(line.contains("archive_command = ") ? 130 : 100));
    }

    @Test
    void theProgramListsItsCommandsAndSaysWhatItIsFor() {
        assertThat(listed(List.of()))
                .contains("gate", "confirm", "gate-script", "list", "show", "withdraw", "reconcile");
        assertThat(help(List.of()).out())
                .startsWith("Usage: walsafe COMMAND")
                .contains("PostgreSQL recycles a WAL file only when the archive provably holds it.")
                .containsPattern(STATUS);
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheOneThatIsMeant() {
        Invocation invocation = Invocation.of("lst");

        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.err())
                .hasLineCount(1)
                .startsWith("walsafe: there is no command \"lst\"; perhaps ")
                .contains("list", "meant. See 'walsafe --help'.");
    }

    private static Invocation help(List<String> command) {
        return Invocation.of(
                Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
    }
}
