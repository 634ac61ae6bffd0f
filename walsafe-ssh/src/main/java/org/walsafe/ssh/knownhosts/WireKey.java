package org.walsafe.ssh.knownhosts;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.schmizz.sshj.common.Buffer;

/**
 * A public key or a certificate, a host's or a user's, as it goes over the wire: a type name and what belongs to that type
 * (RFC 4253, section 6.6; OpenSSH {@code PROTOCOL.certkeys}).
 *
 * <p>Keys are compared byte by byte and never decoded into numbers, so nothing in a {@code known_hosts} file can trip a
 * key parser. Immutable and thread-safe. Equal when the bytes are.
 */
public final class WireKey {

    /** How the type names of OpenSSH's certificates end. */
    public static final String CERTIFICATE_SUFFIX = "-cert-v01@openssh.com";

    /** How many fields of a certificate, after its nonce, are the public key. */
    private static final Map<String, Integer> PUBLIC_KEY_FIELDS = Map.of(
            "ssh-ed25519",
            1,
            "ssh-rsa",
            2,
            "ecdsa-sha2-nistp256",
            2,
            "ecdsa-sha2-nistp384",
            2,
            "ecdsa-sha2-nistp521",
            2);

    private final String type;
    private final byte[] blob;

    private WireKey(String type, byte[] blob) {
        this.type = type;
        this.blob = blob;
    }

    /**
     * The key whose wire form is {@code blob}.
     *
     * @throws IllegalArgumentException when it does not begin with a type name
     */
    public static WireKey of(byte[] blob) {
        try {
            return new WireKey(typeOf(blob), blob.clone());
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("not a public key: it does not begin with a type name", e);
        }
    }

    /** The key of type {@code type} written as {@code base64}, or empty when that is not such a key. */
    public static Optional<WireKey> tryParse(String type, String base64) {
        try {
            byte[] blob = Base64.getDecoder().decode(base64);
            boolean whole = base64.length() % 4 == 0;
            return whole && typeOf(blob).equals(type) ? Optional.of(new WireKey(type, blob)) : Optional.empty();
        } catch (IllegalArgumentException | Buffer.BufferException e) {
            return Optional.empty();
        }
    }

    /** The name of the key's type, for example {@code ssh-ed25519}. */
    public String type() {
        return type;
    }

    /** The wire form, a copy. */
    public byte[] blob() {
        return blob.clone();
    }

    /** The wire form as the files of OpenSSH have it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(blob);
    }

    /** The key's fingerprint as {@code ssh} shows it: {@code SHA256:} and 43 characters. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whether this is a certificate rather than a bare key. */
    public boolean isCertificate() {
        return type.endsWith(CERTIFICATE_SUFFIX);
    }

    /**
     * The key itself: of a certificate, the public key that it certifies.
     *
     * @throws IllegalArgumentException when the certificate is torn, or of a type that nobody here knows
     */
    public WireKey publicKey() {
        if (!isCertificate()) {
            return this;
        }
        String plainType = type.substring(0, type.length() - CERTIFICATE_SUFFIX.length());
        Integer fields = PUBLIC_KEY_FIELDS.get(plainType);
        if (fields == null) {
            throw new IllegalArgumentException("unknown type of certificate: " + type);
        }
        try {
            var certificate = new Buffer.PlainBuffer(blob);
            certificate.readBytes();
            certificate.readBytes();
            var key = new Buffer.PlainBuffer().putString(plainType);
            for (int field = 0; field < fields; field++) {
                key.putBytes(certificate.readBytes());
            }
            return new WireKey(plainType, key.getCompactData());
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("torn certificate of type " + type, e);
        }
    }

    /** The length of an RSA key's modulus in bits; empty when this is no RSA key. */
    public OptionalInt rsaBits() {
        WireKey key = publicKey();
        if (!key.type.equals("ssh-rsa")) {
            return OptionalInt.empty();
        }
        try {
            var buffer = new Buffer.PlainBuffer(key.blob);
            buffer.readBytes();
            buffer.readBytes();
            return OptionalInt.of(new BigInteger(buffer.readBytes()).bitLength());
        } catch (Buffer.BufferException e) {
            throw new IllegalArgumentException("torn RSA key", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireKey that && Arrays.equals(blob, that.blob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(blob);
    }

    /** Type and fingerprint. */
    @Override
    public String toString() {
        return type + ' ' + fingerprint();
    }

    private static String typeOf(byte[] blob) throws Buffer.BufferException {
        return new Buffer.PlainBuffer(blob).readString(StandardCharsets.US_ASCII);
    }
}
