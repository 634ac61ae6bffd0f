package org.walsafe.verify;

/**
 * What a finding means for a restore, from harmless to grave.
 *
 * @since 0.1.0
 */
public enum Severity {
    /** Worth knowing; no restore fails for it. */
    NOTICE,
    /** Something could not be judged. */
    DOUBT,
    /** A restore that needs this fails, or ends early. */
    DAMAGE
}
