package org.walsafe.restore;

import java.io.IOException;
import org.walsafe.host.HostUnreachableException;

/** Says why a source could not be looked at, in the words of whoever failed, with the advice where there is some. */
final class SourceFailure {

    private SourceFailure() {}

    static String text(IOException failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (failure instanceof HostUnreachableException unreachable
                && unreachable.hint().isPresent()) {
            return message + " (" + unreachable.hint().get() + ")";
        }
        return message;
    }
}
