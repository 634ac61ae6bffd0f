package org.walsafe.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What else PostgreSQL waits to have archived, and how much room is left to wait in.
 *
 * <p>Immutable and thread-safe.
 *
 * @param waiting how many files wait
 * @param oldestSince since when the oldest of them has been waiting
 * @param bytes how much room the waiting files take, in bytes
 * @param freeBytes how many bytes are free where WAL is written
 * @since 0.1.0
 */
public record Backlog(long waiting, Optional<Instant> oldestSince, OptionalLong bytes, OptionalLong freeBytes) {

    /** Checks that nothing is negative. */
    public Backlog {
        if (waiting < 0 || bytes.orElse(0) < 0 || freeBytes.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "waiting, bytes and freeBytes must be >= 0, are " + waiting + ", " + bytes + " and " + freeBytes);
        }
    }

    /**
     * {@return how long the oldest file has been waiting; empty where that is not known}
     *
     * @param now the present
     */
    public Optional<Duration> oldestAge(Instant now) {
        return oldestSince.isEmpty() ? Optional.empty() : Optional.of(Duration.between(oldestSince.get(), now));
    }
}
