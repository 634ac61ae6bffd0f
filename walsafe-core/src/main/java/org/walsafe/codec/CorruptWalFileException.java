package org.walsafe.codec;

import org.jspecify.annotations.Nullable;

/**
 * A compressed file is damaged: truncated, changed, or followed by bytes that do not belong to it.
 *
 * @since 0.1.0
 */
public final class CorruptWalFileException extends DecodingException {

    private static final long serialVersionUID = 1L;

    private final WalCodec codec;
    private final long offset;

    CorruptWalFileException(String source, WalCodec codec, long offset, String reason, @Nullable Throwable cause) {
        super(source + " is no intact " + codec.word() + " file, near byte " + offset + ": " + reason, cause);
        this.codec = codec;
        this.offset = offset;
    }

    /**
     * What the file was decoded as.
     *
     * @return the codec that its first bytes name
     */
    public WalCodec codec() {
        return codec;
    }

    /**
     * How many bytes of the stored file had been taken when the damage showed; it lies at or before them.
     *
     * @return an offset in bytes
     */
    public long offset() {
        return offset;
    }
}
