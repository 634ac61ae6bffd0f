package org.walsafe.wal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256 digest of a WAL file's (uncompressed) content.
 *
 * <p>Immutable and thread-safe; nothing here blocks.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @since 0.1.0
 */
public record Sha256(String hex) {

    private static final int HEX_DIGITS = 64;
    private static final String DIGITS = "0123456789abcdef";

    /** Checks the digits. */
    public Sha256 {
        if (!isDigest(hex)) {
            throw new IllegalArgumentException("a SHA-256 is 64 lower-case hexadecimal digits");
        }
    }

    /** Whether {@code text} is a digest in the accepted form. */
    public static boolean isDigest(String text) {
        if (text.length() != HEX_DIGITS) {
            return false;
        }
        for (int i = 0; i < HEX_DIGITS; i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A fresh digest engine, to be finished with {@link #of(MessageDigest)}. */
    public static MessageDigest engine() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    /** The digest of what {@code engine} has been fed; the engine is reset. */
    public static Sha256 of(MessageDigest engine) {
        byte[] digest = engine.digest();
        char[] digits = new char[HEX_DIGITS];
        for (int i = 0; i < digest.length; i++) {
            digits[2 * i] = DIGITS.charAt((digest[i] >> 4) & 0xf);
            digits[2 * i + 1] = DIGITS.charAt(digest[i] & 0xf);
        }
        return new Sha256(new String(digits));
    }

    /** The digest of {@code content}. */
    public static Sha256 of(byte[] content) {
        MessageDigest engine = engine();
        engine.update(content);
        return of(engine);
    }

    /** The hexadecimal digits. */
    @Override
    public String toString() {
        return hex;
    }
}
