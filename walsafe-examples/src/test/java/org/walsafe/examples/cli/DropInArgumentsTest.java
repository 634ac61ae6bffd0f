package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DropInArgumentsTest {

    private static final List<DropInOption> KNOWN = List.of(
            DropInOption.valued("--parallel", "p"),
            DropInOption.bare("--partial", "P"),
            DropInOption.bare("--gzip", "z"),
            DropInOption.valued("--port", ""),
            DropInOption.repeatable("--archive"));

    private static DropInArguments parse(String... words) {
        return DropInArguments.parse(KNOWN, words);
    }

    @Test
    void optionsStandBeforeBetweenAndAfterOperands() {
        DropInArguments arguments = parse("-P", "backup", "--port", "22", "main", "%f", "-p", "8", "%p");

        assertThat(arguments.operands()).containsExactly("backup", "main", "%f", "%p");
        assertThat(arguments.has("--partial")).isTrue();
        assertThat(arguments.value("--port")).isEqualTo("22");
        assertThat(arguments.number("--parallel", 0, 0)).isEqualTo(8);
    }

    @Test
    void lettersGoTogetherAndTheLastTakesTheRest() {
        DropInArguments arguments = parse("-Pzp8");

        assertThat(arguments.has("--partial")).isTrue();
        assertThat(arguments.has("--gzip")).isTrue();
        assertThat(arguments.value("--parallel")).isEqualTo("8");
    }

    @Test
    void aLongNameMayBeCutShortWhereNoOtherBeginsSo() {
        assertThat(parse("--para=4").value("--parallel")).isEqualTo("4");
        assertThatThrownBy(() -> parse("--pa", "4")).hasMessage("ambiguous option \"--pa\"");
        assertThatThrownBy(() -> parse("--nosuch")).hasMessage("unknown option \"--nosuch\"");
    }

    @Test
    void ofAnOptionGivenTwiceTheLastCountsUnlessItMayBeRepeated() {
        assertThat(parse("-p", "1", "--parallel=2").value("--parallel")).isEqualTo("2");
        assertThat(parse("--archive", "/a", "--archive=/b").values("--archive")).containsExactly("/a", "/b");
    }

    @Test
    void twoDashesEndTheOptions() {
        assertThat(parse("--", "-P", "--port").operands()).containsExactly("-P", "--port");
    }

    @Test
    void theSameIsSaidByItsOwnWords() {
        List<String> words = parse("-P", "-p", "8", "--archive", "/a b", "x").optionWords();

        assertThat(words).containsExactly("--parallel=8", "--partial", "--archive=/a b");
    }

    @Test
    void valuesThatAreMissingOrWrongAreRefused() {
        assertThatThrownBy(() -> parse("-p")).hasMessage("option --parallel lacks its value");
        assertThatThrownBy(() -> parse("--gzip=1")).hasMessage("option --gzip takes no value");
        assertThatThrownBy(() -> parse("-p", "x").number("--parallel", 0, 0))
                .hasMessage("--parallel is a whole number from 0 on, not \"x\"");
        assertThatThrownBy(() -> parse("-p", "-1").number("--parallel", 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
