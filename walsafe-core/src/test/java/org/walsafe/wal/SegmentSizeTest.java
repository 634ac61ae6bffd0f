package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentSizeTest {

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void isAnyPowerOfTwoFromOneMebibyteToOneGibibyte(int power) {
        assertThat(SegmentSize.isValid(1L << power)).isTrue();
        assertThat(SegmentSize.of(1L << power).bytes()).isEqualTo(1 << power);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                1 << 19,
                (1 << 20) - 1,
                (1 << 20) + 1,
                3 << 20,
                1L << 31,
                1L << 32,
                0x1_0010_0000L,
                Long.MIN_VALUE
            })
    void isNothingElse(long bytes) {
        assertThat(SegmentSize.isValid(bytes)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentSize.of(bytes))
                .withMessageContaining(Long.toString(bytes));
    }

    @Test
    void isPrintedInMebibytes() {
        assertThat(SegmentSize.DEFAULT).hasToString("16 MiB");
        assertThat(SegmentSize.SMALLEST).hasToString("1 MiB");
        assertThat(SegmentSize.LARGEST).hasToString("1024 MiB");
    }
}
