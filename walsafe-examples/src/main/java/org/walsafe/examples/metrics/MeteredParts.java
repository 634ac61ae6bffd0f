package org.walsafe.examples.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.WalReceiver;
import org.walsafe.metrics.WalSafeMetrics;
import org.walsafe.metrics.micrometer.MicrometerMetrics;
import org.walsafe.reconcile.ReconcileLoop;
import org.walsafe.reconcile.ReconcileLoopConfig;
import org.walsafe.reconcile.ReconcileMetrics;

/**
 * WalSafe's resident parts, whose figures a Micrometer registry shows.
 *
 * @param receiver receives WAL
 * @param loop confirms what the archive holds
 * @since 0.1.0
 */
public record MeteredParts(WalReceiver receiver, ReconcileLoop loop) {

    /**
     * {@return both, neither of them begun}
     *
     * @param receiving what the receiver works with
     * @param reconciling what the loop works with
     * @param meters takes the figures
     */
    public static MeteredParts of(ReceiverConfig receiving, ReconcileLoopConfig reconciling, MeterRegistry meters) {
        WalSafeMetrics metrics = new MicrometerMetrics(meters, Tags.of("cluster", "main"));
        WalReceiver receiver = new WalReceiver(receiving.measuredBy(metrics));
        ReconcileLoop loop = new ReconcileLoop(reconciling.withStatus(new ReconcileMetrics(metrics)));
        return new MeteredParts(receiver, loop);
    }
}
