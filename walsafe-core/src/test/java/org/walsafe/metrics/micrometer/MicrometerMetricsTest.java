package org.walsafe.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;

class MicrometerMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics main = new MicrometerMetrics(registry, Tags.of("cluster", "main"));

    @Test
    void showsWhatItWasToldLastAndHowOftenInAll() {
        main.set(WalSafeGauge.UNCONFIRMED_AGE, 7.5);
        main.set(WalSafeGauge.UNCONFIRMED_AGE, 0.5);
        main.add(WalSafeCounter.CONFIRMED, 2);
        main.add(WalSafeCounter.CONFIRMED, 3);

        var age = registry.get("walsafe.unconfirmed.age").tag("cluster", "main").gauge();
        assertThat(age.value()).isEqualTo(0.5);
        assertThat(age.getId().getBaseUnit()).isEqualTo("seconds");
        assertThat(registry.get("walsafe.confirmed").counter().count()).isEqualTo(5);
    }

    @Test
    void keepsTwoClustersApart() {
        MicrometerMetrics other = new MicrometerMetrics(registry, Tags.of("cluster", "other"));
        main.set(WalSafeGauge.READY, 1);
        other.set(WalSafeGauge.READY, 2);

        assertThat(registry.get("walsafe.ready").tag("cluster", "main").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("walsafe.ready").tag("cluster", "other").gauge().value())
                .isEqualTo(2);
    }

    @Test
    void showsNothingThatItWasNotTold() {
        main.add(WalSafeCounter.SEGMENTS, 1);

        assertThat(registry.getMeters())
                .singleElement()
                .satisfies(meter -> assertThat(meter.getId().getName()).isEqualTo("walsafe.receive.segments"));
    }
}
