package org.walsafe.clone.copy;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a copy may take.
 *
 * <p>Immutable and thread-safe.
 *
 * @param streams how many files are fetched at a time, 1 to 16; {@link org.walsafe.host.Host} may run fewer
 * @param bytesPerSecond how fast to read from the source, all streams together; empty for no limit
 * @param deadline how long the whole copy may take
 * @param patience how long the source may be unreachable before the copy fails
 * @since 0.1.0
 */
public record CopyLimits(int streams, OptionalLong bytesPerSecond, Duration deadline, Duration patience) {

    private static final int MOST_STREAMS = 16;

    /** Three streams, any rate, a day, and two minutes of patience. */
    public static final CopyLimits DEFAULT =
            new CopyLimits(3, OptionalLong.empty(), Duration.ofDays(1), Duration.ofMinutes(2));

    /** Checks the limits. */
    public CopyLimits {
        if (streams < 1 || streams > MOST_STREAMS) {
            throw new IllegalArgumentException("streams must be 1 to " + MOST_STREAMS + ", are " + streams);
        }
        if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() < 1) {
            throw new IllegalArgumentException("bytesPerSecond must be > 0, is " + bytesPerSecond.getAsLong());
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be > 0, is " + deadline);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must be >= 0, is " + patience);
        }
    }
}
