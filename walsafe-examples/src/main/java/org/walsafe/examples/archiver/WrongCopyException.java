package org.walsafe.examples.archiver;

import java.nio.file.Path;
import org.walsafe.error.WalSafeException;

/**
 * The archive's copy of a segment is not the segment that its name says.
 *
 * @since 0.1.0
 */
public final class WrongCopyException extends WalSafeException {

    private static final long serialVersionUID = 1L;

    WrongCopyException(Path copy, String reason) {
        super(
                "the copy " + copy + " confirms nothing: " + reason,
                "Look how it came into the archive: it must be the whole, uncompressed file under its own name.");
    }
}
