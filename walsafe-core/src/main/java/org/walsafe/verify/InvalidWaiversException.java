package org.walsafe.verify;

import org.walsafe.error.WalSafeException;

/**
 * A file of waivers has a line that is none.
 *
 * @since 0.1.0
 */
public final class InvalidWaiversException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    InvalidWaiversException(String source, long line, String reason) {
        super(
                source + ", line " + line + ", is no waiver: " + reason,
                "A waiver is one line: SEGMENT or FIRST..LAST, the last day as YYYY-MM-DD, who accepts the loss (one word),"
                        + " and why.");
    }
}
