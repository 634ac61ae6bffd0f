package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;
import org.walsafe.metrics.WalSafeMetrics;
import org.walsafe.wal.WalFileName;

class ReconcileMetricsTest {

    private static final Instant NOW = InMemoryPrimary.NOW;
    private static final ReconcileStatus STARTING = ReconcileStatus.starting(NOW);
    private static final OldestUnconfirmed OLDEST =
            new OldestUnconfirmed(WalFileName.parse("000000010000000000000003"), Optional.of(NOW.minusSeconds(10)));

    private final Map<WalSafeGauge, Double> gauges = new EnumMap<>(WalSafeGauge.class);
    private final Map<WalSafeCounter, Long> counters = new EnumMap<>(WalSafeCounter.class);
    private final ReconcileMetrics metrics = new ReconcileMetrics(new WalSafeMetrics() {

        @Override
        public void set(WalSafeGauge gauge, double value) {
            gauges.put(gauge, value);
        }

        @Override
        public void add(WalSafeCounter counter, long count) {
            assertThat(count).isPositive();
            counters.merge(counter, count, Long::sum);
        }
    });

    @Test
    void tellsWhatEachPassSawAndHasDoneSinceTheLast() {
        ReconcileStatus first = STARTING.after(report(5, 4, 2, Optional.of(OLDEST)), NOW.plusSeconds(2));
        metrics.publish(STARTING);
        metrics.publish(first);

        assertThat(gauges)
                .isEqualTo(Map.of(
                        WalSafeGauge.READY, 7.0, WalSafeGauge.UNCONFIRMED, 2.0, WalSafeGauge.UNCONFIRMED_AGE, 12.0));
        assertThat(counters)
                .isEqualTo(
                        Map.of(WalSafeCounter.CONFIRMED, 5L, WalSafeCounter.WITHDRAWN, 4L, WalSafeCounter.BATCHES, 1L));

        ReconcileStatus second = first.after(report(1, 0, 0, Optional.empty()), NOW.plusSeconds(3));
        metrics.publish(second);
        metrics.publish(second.after(report(0, 0, 0, Optional.empty()), NOW.plusSeconds(4)));

        assertThat(gauges).containsEntry(WalSafeGauge.UNCONFIRMED_AGE, 0.0);
        assertThat(counters)
                .isEqualTo(
                        Map.of(WalSafeCounter.CONFIRMED, 6L, WalSafeCounter.WITHDRAWN, 4L, WalSafeCounter.BATCHES, 2L));
    }

    @Test
    void countsEachFailureOnceAndGoesOnCountingTheAge() {
        ReconcileStatus seen = STARTING.after(report(0, 0, 1, Optional.of(OLDEST)), NOW);
        ReconcileStatus failed = seen.after(failureAt(NOW.plusSeconds(50)));
        metrics.publish(seen);
        metrics.publish(failed);
        metrics.publish(failed.in(ReconcileState.STANDING_BY, NOW.plusSeconds(55)));

        assertThat(counters).isEqualTo(Map.of(WalSafeCounter.ERRORS, 1L));
        assertThat(gauges).containsEntry(WalSafeGauge.UNCONFIRMED_AGE, 65.0);

        metrics.publish(failed.after(failureAt(NOW.plusSeconds(60))));
        assertThat(counters).isEqualTo(Map.of(WalSafeCounter.ERRORS, 2L));
    }

    @Test
    void isToldAlsoWhereTheStatusFileCannotBeWritten() {
        ReconcileStatusSink full = status -> {
            throw new IOException("no space left");
        };
        ReconcileStatus seen = STARTING.after(report(1, 0, 0, Optional.empty()), NOW);

        assertThatThrownBy(() -> full.andThen(metrics).publish(seen)).hasMessage("no space left");

        assertThat(counters).containsEntry(WalSafeCounter.CONFIRMED, 1L);
    }

    private static ReconcileReport report(
            int confirmed, int withdrawn, int unconfirmed, Optional<OldestUnconfirmed> oldest) {
        return new ReconcileReport(
                NOW, Duration.ofMillis(3), 7, confirmed, 0, withdrawn, 0, unconfirmed, oldest, List.of(), 0, 0);
    }

    private static ReconcileFailure failureAt(Instant time) {
        return new ReconcileFailure(ReconcileState.PRIMARY_AWAY, time, "no route to host", Optional.empty());
    }
}
