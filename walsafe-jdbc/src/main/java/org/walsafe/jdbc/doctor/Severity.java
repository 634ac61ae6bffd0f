package org.walsafe.jdbc.doctor;

/**
 * How grave a finding is, from light to grave.
 *
 * @since 0.1.0
 */
public enum Severity {
    /** Worth knowing; nothing is wrong. */
    NOTICE,
    /** It works, and may not for long, or not as safely as it could. */
    WARNING,
    /** WAL may be lost, or nothing is archived. */
    CRITICAL
}
