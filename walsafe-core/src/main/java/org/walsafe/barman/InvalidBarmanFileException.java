package org.walsafe.barman;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file of Barman's catalogue was read, but is not what it should be; or something else stands in its place. Nothing is
 * known of what it would have said.
 *
 * @since 0.1.0
 */
public final class InvalidBarmanFileException extends IOException {

    private static final long serialVersionUID = 1L;

    InvalidBarmanFileException(String source, String reason) {
        this(source, reason, null);
    }

    InvalidBarmanFileException(String source, String reason, @Nullable Throwable cause) {
        super(source + " " + reason, cause);
    }
}
