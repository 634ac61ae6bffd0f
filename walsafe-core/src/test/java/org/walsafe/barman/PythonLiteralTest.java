package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.barman.PythonLiteral.None;
import org.walsafe.barman.PythonLiteral.Sequence;
import org.walsafe.barman.PythonLiteral.Text;
import org.walsafe.barman.PythonLiteral.Word;

class PythonLiteralTest {

    @Test
    void readsTextsInEitherKindOfQuotes() {
        assertThat(PythonLiteral.parse("'plain'")).isEqualTo(new Text("plain"));
        assertThat(PythonLiteral.parse("\"t's1\"")).isEqualTo(new Text("t's1"));
        assertThat(PythonLiteral.parse("u'from Python 2'")).isEqualTo(new Text("from Python 2"));
        assertThat(PythonLiteral.parse("''")).isEqualTo(new Text(""));
    }

    @Test
    void resolvesEscapes() {
        assertThat(PythonLiteral.parse("'a\\n\\t\\r\\\\\\'\\\"\\x41\\u00e9\\U0001f418'"))
                .isEqualTo(new Text("a\n\t\r\\'\"Aé\uD83D\uDC18"));
    }

    @Test
    void readsWords() {
        assertThat(PythonLiteral.parse("16391")).isEqualTo(new Word("16391"));
        assertThat(PythonLiteral.parse("-1.5e+3")).isEqualTo(new Word("-1.5e+3"));
        assertThat(PythonLiteral.parse("True")).isEqualTo(new Word("True"));
        assertThat(PythonLiteral.parse("None")).isEqualTo(new None());
    }

    @Test
    void readsListsAndTuples() {
        assertThat(PythonLiteral.parse("[('a', 1), ('b', None,), []]"))
                .isEqualTo(new Sequence(List.of(
                        new Sequence(List.of(new Text("a"), new Word("1"))),
                        new Sequence(List.of(new Text("b"), new None())),
                        new Sequence(List.of()))));
        assertThat(PythonLiteral.parse(" [ ] ")).isEqualTo(new Sequence(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "'",
                "'a",
                "'a\\",
                "'\\q'",
                "'\\x4'",
                "'\\xzz'",
                "'\\U00110000'",
                "[",
                "[1",
                "[1 2]",
                "[,]",
                "(1]",
                "1 2",
                "{}",
                "__import__('os')",
                "'a' 'b'"
            })
    void refusesAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PythonLiteral.parse(text));
    }

    @Test
    void refusesToGoTooDeep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythonLiteral.parse("[".repeat(100_000)))
                .withMessageContaining("nested too deep");
    }
}
