package org.walsafe.verify;

/**
 * The answer of a verification.
 *
 * @since 0.1.0
 */
public enum Verdict {
    /** Everything that was looked at is good, or its loss is waived. */
    GOOD("good"),
    /** Something is lost or damaged. */
    DAMAGE("damage"),
    /** No damage was found, but not everything could be judged. */
    CANNOT_TELL("cannot tell");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** The word for reports. */
    @Override
    public String toString() {
        return word;
    }

    /** The answer once something of that severity was found too. */
    Verdict and(Severity severity) {
        return switch (severity) {
            case DAMAGE -> DAMAGE;
            case DOUBT -> this == DAMAGE ? DAMAGE : CANNOT_TELL;
            case NOTICE -> this;
        };
    }
}
