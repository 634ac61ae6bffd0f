package org.walsafe.restore;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a {@link WalSource} answers when it is asked for a file.
 *
 * @since 0.1.0
 */
public sealed interface SourceAnswer {

    /** How much of a segment a file holds. */
    enum Extent {
        /** All that its name promises. */
        WHOLE,
        /** The beginning: a partial segment that was taken for want of the whole one. */
        PARTIAL
    }

    /**
     * The file is there. Whoever asked closes it.
     *
     * @param stored its bytes as they are stored, compressed or not. Reading them throws when the rest of them cannot be had; an
     *     end without that means that the source knows of no fault
     * @param location which file it is and where, for messages
     * @param extent how much of the segment it holds
     */
    record Found(InputStream stored, String location, Extent extent) implements SourceAnswer, Closeable {

        @Override
        public void close() throws IOException {
            stored.close();
        }
    }

    /**
     * The source looked everywhere it keeps such files, and it is not there.
     *
     * @param where where it looked, for messages
     */
    record Absent(String where) implements SourceAnswer {}

    /**
     * Nobody could look, so nothing is known of the file. Never to be taken for {@link Absent}.
     *
     * @param reason what failed and where, a clause on one line
     */
    record CouldNotLook(String reason) implements SourceAnswer {}
}
