package org.walsafe.restore;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A point in time by which something must have happened, on a clock that is never set.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    /**
     * {@return the deadline {@code time} from now, on the clock of {@link System#nanoTime}}
     *
     * @param time a span of at most centuries
     */
    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /** {@return how long it is until then; zero once it has passed} */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }

    /** {@return whether it has passed} */
    public boolean hasPassed() {
        return end - nanoTime.getAsLong() <= 0;
    }
}
