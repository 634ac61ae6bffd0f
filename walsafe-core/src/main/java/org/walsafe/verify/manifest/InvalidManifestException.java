package org.walsafe.verify.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A backup manifest was read and is none, or is damaged. A failure to read it is not one of these.
 *
 * @since 0.1.0
 */
public final class InvalidManifestException extends IOException {

    private static final long serialVersionUID = 1L;

    InvalidManifestException(String what) {
        super("the backup manifest " + what);
    }

    InvalidManifestException(String what, @Nullable Throwable cause) {
        super("the backup manifest " + what, cause);
    }
}
