package org.walsafe.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;
import org.walsafe.metrics.WalSafeMetrics;

/**
 * Tells {@link WalSafeMetrics} what a {@link ReconcileLoop} sees and does.
 *
 * <p>For one loop. The age goes on counting while PostgreSQL's host is away.
 *
 * @since 0.1.0
 */
public final class ReconcileMetrics implements ReconcileStatusSink {

    private final WalSafeMetrics metrics;
    private ReconcileStatus told = ReconcileStatus.starting(Instant.EPOCH);

    /**
     * A sink that has been told nothing.
     *
     * @param metrics takes the figures
     */
    public ReconcileMetrics(WalSafeMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void publish(ReconcileStatus status) {
        add(WalSafeCounter.CONFIRMED, status.confirmed() - told.confirmed());
        add(WalSafeCounter.BATCHES, status.confirmed() > told.confirmed() ? 1 : 0);
        add(WalSafeCounter.WITHDRAWN, status.withdrawn() - told.withdrawn());
        boolean failed =
                status.lastFailure().isPresent() && !status.lastFailure().equals(told.lastFailure());
        add(WalSafeCounter.ERRORS, failed ? 1 : 0);
        status.lastReport().ifPresent(report -> tell(report, status.at()));
        told = status;
    }

    private void add(WalSafeCounter counter, long count) {
        if (count > 0) {
            metrics.add(counter, count);
        }
    }

    private void tell(ReconcileReport report, Instant now) {
        metrics.set(WalSafeGauge.READY, report.waiting());
        metrics.set(WalSafeGauge.UNCONFIRMED, report.unconfirmed());
        Duration age = report.oldest().flatMap(oldest -> oldest.age(now)).orElse(Duration.ZERO);
        metrics.set(WalSafeGauge.UNCONFIRMED_AGE, age.toMillis() / 1000.0);
    }
}
