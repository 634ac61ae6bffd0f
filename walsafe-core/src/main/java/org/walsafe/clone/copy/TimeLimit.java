package org.walsafe.clone.copy;

import java.time.Duration;

/** When a copy must be done. Thread-safe. */
final class TimeLimit {

    private final long end;

    TimeLimit(Duration time) {
        this.end = System.nanoTime() + Math.min(time.toNanos(), Long.MAX_VALUE / 2);
    }

    /**
     * How long there is.
     *
     * @throws CopyFailedException where there is no time left
     */
    Duration left() {
        long nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw Failures.late();
        }
        return Duration.ofNanos(nanos);
    }
}
