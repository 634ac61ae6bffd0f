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
 * @param looksAtDamage how often a file that is damaged, missing or cannot be delivered is asked for, to rule out one on its way
 * @since 0.1.0
 */
public record RestoreLimits(Duration patience, Duration transfer, int looksAtDamage) {

    private static final Duration LONGEST_TRANSFER = Duration.ofMinutes(30);
    private static final int LOOKS_AT_DAMAGE = 3;

    /** Whoever asks waits as long as it takes; the day is for a process that nobody ended. */
    private static final RestoreLimits AS_LONG_AS_IT_TAKES =
            new RestoreLimits(Duration.ofDays(1), LONGEST_TRANSFER, Integer.MAX_VALUE);

    /** Checks that all are positive. */
    public RestoreLimits {
        if (patience.isNegative()
                || patience.isZero()
                || transfer.isNegative()
                || transfer.isZero()
                || looksAtDamage < 1) {
            throw new IllegalArgumentException("patience, transfer and looksAtDamage must be > 0, are " + patience
                    + ", " + transfer + " and " + looksAtDamage);
        }
    }

    /**
     * {@return limits with half an hour for a transfer, and three looks at damage}
     *
     * @param patience how long to ask again
     */
    public static RestoreLimits patience(Duration patience) {
        return new RestoreLimits(patience, LONGEST_TRANSFER, LOOKS_AT_DAMAGE);
    }

    /**
     * The limits that suit who asks: five minutes' patience for a recovery, which ends the server where there is no answer;
     * fifteen seconds for a standby, which has other sources to turn to; else a minute.
     *
     * <p>A standby that asks for a timeline history is kept waiting until there is an answer, whatever the failure: it serves
     * queries meanwhile, while to be told that there is no history could have it take a timeline that is taken, and an exit
     * status that says otherwise would end it.
     *
     * @param mode who asks
     * @param file for which file
     * @return the limits
     */
    public static RestoreLimits suiting(RestoreMode mode, WalFileName file) {
        return switch (mode) {
            case RECOVERY -> patience(Duration.ofMinutes(5));
            case STANDBY ->
                file instanceof TimelineHistoryName ? AS_LONG_AS_IT_TAKES : patience(Duration.ofSeconds(15));
            case ON_DEMAND -> patience(Duration.ofMinutes(1));
        };
    }
}
