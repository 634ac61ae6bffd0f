package org.walsafe.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A stored file was read but could not be decoded. A failure to read it is not one of these: it is the
 * {@link IOException} that the reading itself threw.
 *
 * @since 0.1.0
 */
public abstract sealed class DecodingException extends IOException
        permits CorruptWalFileException, DecodingLimitException, EncryptedWalFileException, CodecUnavailableException {

    private static final long serialVersionUID = 1L;

    DecodingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
