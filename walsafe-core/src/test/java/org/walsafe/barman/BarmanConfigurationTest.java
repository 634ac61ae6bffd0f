package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarmanConfigurationTest {

    @Test
    void doublesPercentSigns() {
        assertThat(BarmanConfiguration.value("date +%s")).isEqualTo("date +%%s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/a b", "\"/a b\" x", "x '/a b'", "'a\"", "# ; =", "'"})
    void leavesAloneWhatBarmanReadsAsItIs(String value) {
        assertThat(BarmanConfiguration.value(value)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a\nb", "a\rb", "none", "None", "'a'", "\"/a b\" \"$X\"", "''"})
    void refusesWhatBarmanWouldReadAsSomethingElse(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarmanConfiguration.value(value))
                .withMessageStartingWith("Barman would not read this value");
    }
}
