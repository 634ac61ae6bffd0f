package org.walsafe.jdbc.doctor;

import org.walsafe.error.PrintableText;

/**
 * Something that the doctor found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param severity how grave it is
 * @param check the check that found it, one word with hyphens, for machines
 * @param sentence what is wrong
 * @param mend what to do about it, as a sentence
 * @since 0.1.0
 */
public record DoctorFinding(Severity severity, String check, String sentence, String mend) {

    /** One line for people, whatever names are in it. */
    @Override
    public String toString() {
        return PrintableText.onOneLine(severity + " " + check + ": " + sentence + " " + mend);
    }
}
