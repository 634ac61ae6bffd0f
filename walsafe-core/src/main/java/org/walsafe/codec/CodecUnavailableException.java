package org.walsafe.codec;

/**
 * The library that a codec needs is not there. Nothing is known of the file.
 *
 * @since 0.1.0
 */
public final class CodecUnavailableException extends DecodingException {

    private static final long serialVersionUID = 1L;

    private final WalCodec codec;

    CodecUnavailableException(String failure, WalCodec codec, String library) {
        super(failure + ": the library for " + codec.word() + " is missing. Add " + library + " to the path.", null);
        this.codec = codec;
    }

    /**
     * Which codec is missing.
     *
     * @return the codec
     */
    public WalCodec codec() {
        return codec;
    }
}
