package org.walsafe.wal;

import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;

/**
 * A text that should be a WAL file name is none. The message shows the text quoted, escaped and cut to a bounded length,
 * so that it can be logged whatever it holds.
 *
 * @since 0.1.0
 */
public final class InvalidWalFileNameException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    private static final String SEGMENT_FORM = "a segment (24 upper-case hexadecimal digits)";

    private InvalidWalFileNameException(String message, String hint) {
        super(message, hint);
    }

    static InvalidWalFileNameException notAWalFile(String name) {
        return new InvalidWalFileNameException(
                PrintableText.quoted(name) + " is not the name of a WAL file",
                "PostgreSQL's %f is one of: " + SEGMENT_FORM
                        + ", the same with .partial, a timeline history (8 digits and .history),"
                        + " a backup history (24 digits, a dot, 8 digits and .backup)."
                        + " It has no directory in it; timelines begin at 1, timeline histories at 2.");
    }

    static InvalidWalFileNameException notASegment(String name) {
        return new InvalidWalFileNameException(
                PrintableText.quoted(name) + " is not the name of a WAL segment",
                "Give " + SEGMENT_FORM + ", for example 0000000100000000000000A1; timelines begin at 1.");
    }
}
