package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconcileTimingTest {

    @Test
    void everyFailureDoublesTheWaitUpToTheLongest() {
        ReconcileTiming timing =
                new ReconcileTiming(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(10));

        assertThat(timing.backOff(1)).hasSeconds(5);
        assertThat(timing.backOff(2)).hasSeconds(10);
        assertThat(timing.backOff(3)).hasSeconds(20);
        assertThat(timing.backOff(4)).hasSeconds(30);
        assertThat(timing.backOff(Integer.MAX_VALUE)).hasSeconds(30);
    }

    @Test
    void aLongIntervalLengthensTheBackOff() {
        assertThat(ReconcileTiming.DEFAULT.withInterval(Duration.ofHours(1)).backOff(1))
                .hasHours(1);
    }

    @Test
    void refusesTimesThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReconcileTiming.DEFAULT.withInterval(Duration.ZERO))
                .withMessageContaining("interval must be > 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReconcileTiming(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofDays(1)))
                .withMessageContaining("longestBackOff must be >= interval");
    }
}
