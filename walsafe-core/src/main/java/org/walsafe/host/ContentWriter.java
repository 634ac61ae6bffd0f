package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a file's content while it is being published.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ContentWriter {

    /**
     * Writes the whole content; the stream stays open.
     *
     * @throws IOException when the content cannot be produced or written; nothing is then published
     */
    void writeTo(OutputStream out) throws IOException;
}
