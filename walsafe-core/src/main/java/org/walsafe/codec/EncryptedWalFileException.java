package org.walsafe.codec;

/**
 * A file is encrypted with GnuPG, so that nothing can be said of its content.
 *
 * @since 0.1.0
 */
public final class EncryptedWalFileException extends DecodingException {

    private static final long serialVersionUID = 1L;

    EncryptedWalFileException(String source) {
        super(
                source + " is encrypted with GnuPG. Let Barman decrypt it: 'barman get-wal', with"
                        + " encryption_passphrase_command set in the server's configuration.",
                null);
    }
}
