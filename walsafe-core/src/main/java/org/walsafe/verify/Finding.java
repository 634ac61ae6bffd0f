package org.walsafe.verify;

import java.util.Optional;
import org.walsafe.error.PrintableText;

/**
 * One thing that a verification found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it is
 * @param subject what it is about: a file's name, a range of segments, or a place
 * @param sentence what was found, for people, without its full stop
 * @param waiver who has accepted it, where someone has
 * @since 0.1.0
 */
public record Finding(FindingKind kind, String subject, String sentence, Optional<Waiver> waiver) {

    /** Makes the text printable: it may hold names that others chose. */
    public Finding {
        subject = PrintableText.onOneLine(subject);
        sentence = PrintableText.onOneLine(sentence);
    }

    /**
     * A finding that nobody has accepted.
     *
     * @param kind what it is
     * @param subject what it is about
     * @param sentence what was found
     */
    public Finding(FindingKind kind, String subject, String sentence) {
        this(kind, subject, sentence, Optional.empty());
    }

    /** One line for people, whatever names are in it. */
    @Override
    public String toString() {
        return PrintableText.onOneLine(subject + ": " + sentence)
                + waiver.map(w -> " (" + w + ")").orElse("");
    }
}
