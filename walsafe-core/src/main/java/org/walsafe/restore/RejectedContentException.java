package org.walsafe.restore;

import java.io.IOException;

/** A file that a source gave is not delivered: it could not be read to its end, or is not what it should be. */
final class RejectedContentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why it is not delivered. */
    enum Kind {
        /** It is not what it should be. */
        DAMAGED,
        /** It could not be read. */
        UNREADABLE,
        /** It took too long. */
        LATE
    }

    private final Kind kind;

    RejectedContentException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    RejectedContentException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
