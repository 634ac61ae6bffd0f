package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemIdentifierTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "7710340349730405298", "9223372036854775808", "18446744073709551615"})
    void isReadAndPrintedAsUnsignedDecimal(String text) {
        assertThat(SystemIdentifier.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1\n",
                "01",
                "1.0",
                "0x1",
                "18446744073709551616",
                "99999999999999999999",
                "100000000000000000000",
                "\u0661"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> SystemIdentifier.parse(text))
                .isInstanceOf(InvalidSystemIdentifierException.class)
                .hasMessageContaining("is not a system identifier");
    }

    @Test
    void tellsWhenTheClusterWasInitialised() {
        assertThat(SystemIdentifier.parse("7710340349730405298").initialisedAt())
                .isEqualTo(Instant.parse("2026-11-20T19:38:26Z"));
        assertThat(SystemIdentifier.parse("18446744073709551615").initialisedAt())
                .isEqualTo(Instant.ofEpochSecond(0xFFFF_FFFFL));
    }
}
