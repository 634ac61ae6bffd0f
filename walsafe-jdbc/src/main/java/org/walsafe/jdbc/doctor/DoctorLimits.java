package org.walsafe.jdbc.doctor;

import java.time.Duration;

/**
 * From when on waiting is a finding.
 *
 * <p>Immutable and thread-safe.
 *
 * @param warningFiles so many files waiting are a warning
 * @param criticalFiles so many are critical
 * @param warningAge the next file waiting so long is a warning
 * @param criticalAge so long is critical
 * @param clockSkew clocks that differ by more are a warning
 * @since 0.1.0
 */
public record DoctorLimits(
        long warningFiles, long criticalFiles, Duration warningAge, Duration criticalAge, Duration clockSkew) {

    /** 10 files or 5 minutes, 100 files or an hour, clocks within 30 seconds. */
    public static final DoctorLimits DEFAULT =
            new DoctorLimits(10, 100, Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(30));

    Severity ofWaiting(long files, Duration age) {
        if (files >= criticalFiles || age.compareTo(criticalAge) >= 0) {
            return Severity.CRITICAL;
        }
        return files >= warningFiles || age.compareTo(warningAge) >= 0 ? Severity.WARNING : Severity.NOTICE;
    }
}
