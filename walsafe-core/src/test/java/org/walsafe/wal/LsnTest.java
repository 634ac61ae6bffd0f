package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    private static final Lsn LAST = Lsn.of(-1);

    @ParameterizedTest
    @CsvSource({
        "0/0, 0",
        "16/B374D848, 16B374D848",
        "00000016/B374D848, 16B374D848",
        "16/b374d848, 16B374D848",
        "1/0, 100000000",
        "00000000/00000001, 1",
        "FFFFFFFF/FFFFFFFF, FFFFFFFFFFFFFFFF"
    })
    void readsPostgresTextForm(String text, String hex) {
        assertThat(Lsn.parse(text)).isEqualTo(Lsn.of(Long.parseUnsignedLong(hex, 16)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "0",
                "0/",
                "/0",
                "0/0/0",
                " 0/0",
                "0/0 ",
                "0/0\n",
                "+1/0",
                "-1/0",
                "0/-1",
                "0x1/0",
                "G/0",
                "0/G",
                "123456789/0",
                "0/123456789",
                "0\\0",
                "\uFF11/0",
                "0/\u0661"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Lsn.parse(text))
                .isInstanceOf(InvalidLsnException.class)
                .hasMessageContaining("is not an LSN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/0", "0/1", "0/F", "0/10", "16/B374D848", "FFFFFFFF/FFFFFFFF", "10000000/0"})
    void printsWithoutPadding(String text) {
        assertThat(Lsn.parse(text)).hasToString(text);
    }

    @Test
    void ordersAsUnsignedNumbers() {
        assertThat(Lsn.parse("7FFFFFFF/FFFFFFFF")).isLessThan(Lsn.parse("80000000/0"));
        assertThat(LAST).isGreaterThan(Lsn.ZERO);
    }

    @Test
    void neverRunsPastTheLastPosition() {
        assertThat(Lsn.of(-2).plus(1)).isEqualTo(LAST);
        assertThatThrownBy(() -> LAST.plus(1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("FFFFFFFF/FFFFFFFF plus 1 bytes lies beyond the last LSN");
    }

    @Test
    void goesForwardOnly() {
        assertThatIllegalArgumentException().isThrownBy(() -> LAST.plus(-1));
    }

    @Test
    void tellsDistancesOfBothSigns() {
        assertThat(Lsn.parse("1/0").minus(Lsn.parse("0/FFFFFFFF"))).isEqualTo(1);
        assertThat(Lsn.parse("0/0").minus(Lsn.parse("0/10"))).isEqualTo(-16);
        assertThat(Lsn.parse("80000000/0").minus(Lsn.parse("7FFFFFFF/FFFFFFFF")))
                .isEqualTo(1);
    }

    @Test
    void refusesADistanceThatDoesNotFit() {
        assertThatThrownBy(() -> LAST.minus(Lsn.ZERO)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Lsn.ZERO.minus(LAST)).isInstanceOf(ArithmeticException.class);
    }
}
