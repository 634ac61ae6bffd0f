package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineIdTest {

    private static final TimelineId LAST = TimelineId.of(0xFFFF_FFFFL);

    @Test
    void isDecimalInTextAndHexadecimalInNames() {
        assertThat(TimelineId.of(27)).hasToString("27");
        assertThat(TimelineId.of(27).toHex()).isEqualTo("0000001B");
        assertThat(LAST).hasToString("4294967295");
        assertThat(LAST.toHex()).isEqualTo("FFFFFFFF");
        assertThat(LAST.toLong()).isEqualTo(4294967295L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 0x1_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void isOneToFourBillion(long value) {
        assertThatIllegalArgumentException().isThrownBy(() -> TimelineId.of(value));
    }

    @Test
    void isNeverZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TimelineId(0));
    }

    @Test
    void ordersAsUnsignedNumbers() {
        assertThat(TimelineId.of(0x8000_0000L)).isGreaterThan(TimelineId.of(0x7FFF_FFFFL));
        assertThat(TimelineId.FIRST).isLessThan(LAST);
    }

    @Test
    void countsUpToTheLastOne() {
        assertThat(TimelineId.FIRST.next()).isEqualTo(TimelineId.of(2));
        assertThat(TimelineId.of(0x7FFF_FFFFL).next()).isEqualTo(TimelineId.of(0x8000_0000L));
        assertThatThrownBy(LAST::next).isInstanceOf(ArithmeticException.class);
    }
}
