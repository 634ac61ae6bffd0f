package org.walsafe.codec;

import org.jspecify.annotations.Nullable;

/**
 * A compressed file decodes to more, or takes more memory to decode, than the caller allows.
 *
 * @since 0.1.0
 */
public final class DecodingLimitException extends DecodingException {

    private static final long serialVersionUID = 1L;

    DecodingLimitException(String source, WalCodec codec, String excess, @Nullable Throwable cause) {
        super(source + ", a file of codec " + codec.word() + ", " + excess, cause);
    }
}
