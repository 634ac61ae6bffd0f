package org.walsafe.barman;

/** A text is not one JSON value. */
final class InvalidJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidJsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
