package org.walsafe.codec;

/**
 * In which form a file is kept, as far as its first bytes tell.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface StoredForm {

    /** So many bytes from the beginning of a file are always enough to recognise its form. */
    int HEAD_BYTES = 32;

    /**
     * Plain or compressed.
     *
     * @param codec the compression
     */
    record Coded(WalCodec codec) implements StoredForm {}

    /** Encrypted with GnuPG (Barman 3.14's {@code encryption = gpg}); whether compressed beneath cannot be seen. */
    record Encrypted() implements StoredForm {}

    /**
     * Recognises the form. What is neither known compression nor encryption is {@link WalCodec#NONE}; so is an empty file.
     *
     * @param head the first {@link #HEAD_BYTES} bytes of the file, or all of a shorter one
     * @return its form
     */
    static StoredForm of(byte[] head) {
        if (OpenPgp.begins(head)) {
            return new Encrypted();
        }
        for (WalCodec codec : WalCodec.values()) {
            if (codec.begins(head)) {
                return new Coded(codec);
            }
        }
        return new Coded(WalCodec.NONE);
    }
}
