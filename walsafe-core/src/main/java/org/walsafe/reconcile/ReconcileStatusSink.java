package org.walsafe.reconcile;

import java.io.IOException;

/**
 * Takes a {@link ReconcileLoop}'s status after each pass. Called by the loop's thread, which waits.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReconcileStatusSink {

    /** Takes no notice. */
    ReconcileStatusSink NONE = status -> {};

    /**
     * Takes the status.
     *
     * @param status how the loop fares now
     * @throws IOException when it could not be handed on; the loop warns once and goes on
     */
    void publish(ReconcileStatus status) throws IOException;

    /**
     * {@return a sink that tells this one, and then another, also where this one fails}
     *
     * @param next told afterwards
     */
    default ReconcileStatusSink andThen(ReconcileStatusSink next) {
        return status -> {
            try {
                publish(status);
            } finally {
                next.publish(status);
            }
        };
    }
}
