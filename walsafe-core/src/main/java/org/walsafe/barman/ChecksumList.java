package org.walsafe.barman;

/**
 * With which checksums a file is sent to {@code barman put-wal}.
 *
 * @since 0.1.0
 */
public enum ChecksumList {
    /** Barman 3.12 and newer; older ones refuse it. */
    SHA256SUMS("SHA-256"),
    /** Every version with {@code put-wal}. */
    MD5SUMS("MD5");

    private final String algorithm;

    ChecksumList(String algorithm) {
        this.algorithm = algorithm;
    }

    String algorithm() {
        return algorithm;
    }
}
