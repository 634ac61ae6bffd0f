package org.walsafe.archive;

import java.time.Duration;

/**
 * When a backlog is worth a notice: when either limit is passed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param files how many waiting files are still ordinary
 * @param age how old the oldest of them may ordinarily be
 * @since 0.1.0
 */
public record BacklogLimits(long files, Duration age) {

    /** Checks that neither limit is negative. */
    public BacklogLimits {
        if (files < 0 || age.isNegative()) {
            throw new IllegalArgumentException("files and age must be >= 0, are " + files + " and " + age);
        }
    }
}
