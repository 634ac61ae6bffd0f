package org.walsafe.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * One compression format, both ways. The streams need not tell whose fault a failure is, nor count, nor bound anything:
 * {@link DecodingStream} does.
 */
interface Coder {

    /** The levels its encoder knows. */
    CompressionLevels levels();

    /** Decodes every member of {@code stored} up to its end, or throws. */
    InputStream decode(StoredBytes stored) throws IOException;

    /** Encodes into {@code out} as one member, complete when the stream is closed. */
    OutputStream encode(OutputStream out, int level) throws IOException;

    /** The Maven coordinates of the library that it needs and that is not there. */
    default Optional<String> missingLibrary() {
        return Optional.empty();
    }
}
