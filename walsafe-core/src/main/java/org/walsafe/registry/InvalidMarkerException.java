package org.walsafe.registry;

/** A marker's content is not of the format; told to callers as {@link Lookup.Invalid}. */
final class InvalidMarkerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong, as a clause that begins with "it". */
    InvalidMarkerException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
