package org.walsafe.clone;

import org.walsafe.error.PrintableText;

/**
 * Something that was found before a clone began.
 *
 * <p>Immutable and thread-safe.
 *
 * @param check what was looked at
 * @param weight what it means for the clone
 * @param sentence what was found, with its full stop
 * @param mend what to do about it, as a sentence; empty where there is nothing to do
 * @since 0.1.0
 */
public record CloneFinding(CloneCheck check, Weight weight, String sentence, String mend) {

    /** What a finding means for the clone; later ones outweigh earlier ones. */
    public enum Weight {
        /** All is well; worth knowing. */
        NOTICE,
        /** It goes on, but somebody should look. */
        WARNING,
        /** Nobody could look, so it does not begin. */
        UNKNOWN,
        /** It does not begin. */
        REFUSAL
    }

    /** {@return whether the clone does not begin because of it} */
    public boolean stops() {
        return weight.compareTo(Weight.UNKNOWN) >= 0;
    }

    /** One line for people, whatever names are in it. */
    @Override
    public String toString() {
        String line = weight + " " + check.word() + ": " + sentence;
        return PrintableText.onOneLine(mend.isEmpty() ? line : line + " " + mend);
    }
}
