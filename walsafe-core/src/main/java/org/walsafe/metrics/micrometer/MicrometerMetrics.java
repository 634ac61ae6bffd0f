package org.walsafe.metrics.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;
import org.walsafe.metrics.WalSafeMetrics;

/**
 * Registers each figure with a Micrometer registry when it is first told (Micrometer 1.x).
 *
 * <p>Thread-safe. Never blocks.
 *
 * @since 0.1.0
 */
public final class MicrometerMetrics implements WalSafeMetrics {

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<WalSafeGauge, AtomicLong> gauges = new ConcurrentHashMap<>();
    private final Map<WalSafeCounter, Counter> counters = new ConcurrentHashMap<>();

    /**
     * Metrics that begin with nothing.
     *
     * @param registry takes the figures
     * @param tags tell these figures from those of another cluster, such as {@code Tags.of("cluster", "main")}
     */
    @SuppressWarnings("exports") // who uses it requires micrometer.core
    public MicrometerMetrics(MeterRegistry registry, Iterable<Tag> tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
    }

    @Override
    public void set(WalSafeGauge gauge, double value) {
        gauges.computeIfAbsent(gauge, this::registered).set(Double.doubleToRawLongBits(value));
    }

    @Override
    public void add(WalSafeCounter counter, long count) {
        counters.computeIfAbsent(counter, this::registered).increment((double) count);
    }

    private AtomicLong registered(WalSafeGauge gauge) {
        AtomicLong bits = new AtomicLong();
        Gauge.builder(gauge.metricName(), bits, now -> Double.longBitsToDouble(now.get()))
                .description(gauge.description())
                .baseUnit(gauge.unit())
                .tags(tags)
                .register(registry);
        return bits;
    }

    private Counter registered(WalSafeCounter counter) {
        return Counter.builder(counter.metricName())
                .description(counter.description())
                .tags(tags)
                .register(registry);
    }
}
