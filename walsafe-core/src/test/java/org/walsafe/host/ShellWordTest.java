package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "plain|plain",
                "/var/lib/x-1.2_3:4@h,i+%|/var/lib/x-1.2_3:4@h,i+%",
                "-n|-n",
                "two words|'two words'",
                "it's|'it'\\''s'",
                "$(id)|'$(id)'",
                "~|'~'",
                "=x|'=x'",
                "%1|'%1'",
                "##|''",
            })
    void aWordIsQuotedWhereItNeedsTo(String word, String quoted) {
        assertThat(ShellWord.quote(word)).isEqualTo(quoted);
    }

    @Test
    void wordsAreJoinedByBlanks() {
        assertThat(ShellWord.commandLine(List.of("ls", "-l", "a b", ""))).isEqualTo("ls -l 'a b' ''");
    }

    @Test
    void aNulCannotBeQuoted() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellWord.quote("a\0b"));
    }

    @Property(tries = 200)
    void aShellReadsTheWordsAsTheyWere(@ForAll List<@CharRange(from = '\u0001', to = '\u007f') String> words)
            throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (LocalHost host = new LocalHost()) {
            host.run(Command.of("sh", "-c", "printf '%s\\0' end " + ShellWord.commandLine(words)), printed);
        }

        assertThat(printed.toString(StandardCharsets.US_ASCII))
                .isEqualTo("end\0" + String.join("\0", words) + (words.isEmpty() ? "" : "\0"));
    }
}
