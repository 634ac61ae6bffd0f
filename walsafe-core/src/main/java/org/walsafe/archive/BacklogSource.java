package org.walsafe.archive;

import java.io.IOException;

/**
 * Where the gate learns of the backlog, for policies that look at it. Asked once per question, so it should be quick.
 *
 * <p>Thread-safe; may block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BacklogSource {

    /**
     * {@return what waits now}
     *
     * @throws IOException when nobody could look
     */
    Backlog read() throws IOException;
}
