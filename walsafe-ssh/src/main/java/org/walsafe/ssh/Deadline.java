package org.walsafe.ssh;

import java.time.Duration;

/** A point in time by which something must have happened, on the clock of {@link System#nanoTime}. */
record Deadline(long nanoTime) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, in nanoseconds; negative when it has passed. */
    long leftNanos() {
        return nanoTime - System.nanoTime();
    }

    /** What is left, nothing when it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, leftNanos()));
    }

    /** What is left, in milliseconds, at least 1: for calls that take 0 for eternity. */
    int leftMillis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, leftNanos() / 1_000_000));
    }

    boolean hasPassed() {
        return leftNanos() <= 0;
    }
}
