package org.walsafe.restore;

import java.time.Duration;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * How long a request for a WAL file may take.
 *
 * <p>Immutable and thread-safe.
 *
 * @param patience how long sources that cannot be looked at, or give something damaged, are asked again
 * @param transfer how long one file may take from its first byte to its last
 * @since 0.1.0
 */
public record RestoreLimits(Duration patience, Duration transfer) {

    private static final Duration LONGEST_TRANSFER = Duration.ofMinutes(30);

    /** Checks that both are positive. */
    public RestoreLimits {
        if (patience.isNegative() || patience.isZero() || transfer.isNegative() || transfer.isZero()) {
            throw new IllegalArgumentException(
                    "patience and transfer must be > 0, are " + patience + " and " + transfer);
        }
    }

    /**
     * {@return limits with half an hour for a transfer}
     *
     * @param patience how long to ask again
     */
    public static RestoreLimits patience(Duration patience) {
        return new RestoreLimits(patience, LONGEST_TRANSFER);
    }

    /**
     * The patience that suits who asks: five minutes where the answer to a failure is the end of the server, which includes a
     * standby that asks for a timeline history; fifteen seconds for a standby, which has other sources to turn to; else a minute.
     *
     * @param mode who asks
     * @param file for which file
     * @return the limits
     */
    public static RestoreLimits suiting(RestoreMode mode, WalFileName file) {
        return patience(
                switch (mode) {
                    case RECOVERY -> Duration.ofMinutes(5);
                    case STANDBY ->
                        file instanceof TimelineHistoryName ? Duration.ofMinutes(5) : Duration.ofSeconds(15);
                    case ON_DEMAND -> Duration.ofMinutes(1);
                });
    }
}
