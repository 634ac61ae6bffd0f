package org.walsafe.verify.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How a backup manifest says what a file holds ({@code --manifest-checksums} of {@code pg_basebackup}, 13).
 *
 * @since 0.1.0
 */
public enum ManifestAlgorithm {
    /** The file is not summed. */
    NONE(0, ""),
    /** CRC-32C, the bytes in the memory order of the server: little-endian on x86 and ARM. */
    CRC32C(4, ""),
    /** SHA-224. */
    SHA224(28, "SHA-224"),
    /** SHA-256. */
    SHA256(32, "SHA-256"),
    /** SHA-384. */
    SHA384(48, "SHA-384"),
    /** SHA-512. */
    SHA512(64, "SHA-512");

    private final int bytes;
    private final String javaName;

    ManifestAlgorithm(int bytes, String javaName) {
        this.bytes = bytes;
        this.javaName = javaName;
    }

    /** {@return the length of a checksum in bytes} */
    public int bytes() {
        return bytes;
    }

    /** {@return an engine for one file, for one thread} */
    public ManifestChecksum start() {
        if (this == CRC32C) {
            return new OfCrc(new CRC32C());
        }
        try {
            return this == NONE ? new Nothing() : new OfDigest(MessageDigest.getInstance(javaName));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + javaName, e);
        }
    }

    /** The algorithm of a name, in capitals or not, as PostgreSQL reads it. */
    static Optional<ManifestAlgorithm> named(String name) {
        for (ManifestAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private record Nothing() implements ManifestChecksum {
        @Override
        public void update(byte[] content, int offset, int length) {}

        @Override
        public byte[] finish() {
            return new byte[0];
        }
    }

    private record OfCrc(CRC32C crc) implements ManifestChecksum {
        @Override
        public void update(byte[] content, int offset, int length) {
            crc.update(content, offset, length);
        }

        @Override
        public byte[] finish() {
            int value = Integer.reverseBytes((int) crc.getValue());
            return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        }
    }

    private record OfDigest(MessageDigest digest) implements ManifestChecksum {
        @Override
        public void update(byte[] content, int offset, int length) {
            digest.update(content, offset, length);
        }

        @Override
        public byte[] finish() {
            return digest.digest();
        }
    }
}
