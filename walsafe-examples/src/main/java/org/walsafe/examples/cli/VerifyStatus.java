package org.walsafe.examples.cli;

import org.walsafe.verify.Verdict;

/** What a {@code walsafe verify} command ends with when it could look; when not, it is {@link ExitStatus#UNKNOWN}. */
enum VerifyStatus {
    GOOD(Verdict.GOOD, 0),
    DAMAGE(Verdict.DAMAGE, 1),
    CANNOT_TELL(Verdict.CANNOT_TELL, 2);

    private final Verdict verdict;
    private final int code;

    VerifyStatus(Verdict verdict, int code) {
        this.verdict = verdict;
        this.code = code;
    }

    static VerifyStatus of(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> GOOD;
            case DAMAGE -> DAMAGE;
            case CANNOT_TELL -> CANNOT_TELL;
        };
    }

    /** The word for reports. */
    @Override
    public String toString() {
        return verdict.toString();
    }

    int code() {
        return code;
    }

    /** The answer for two things: damage to either is damage. */
    VerifyStatus and(VerifyStatus other) {
        if (this == DAMAGE || other == DAMAGE) {
            return DAMAGE;
        }
        return this == CANNOT_TELL ? this : other;
    }
}
