package org.walsafe.ssh;

import java.io.IOException;
import java.util.List;
import org.walsafe.ssh.knownhosts.WireKey;

/** A key or certificate with which a user can log in. */
interface Identity {

    /** The public half. */
    WireKey key();

    /** The signature of {@code data} by {@code algorithm}, in its wire form (RFC 4253, section 6.6). */
    byte[] sign(String algorithm, byte[] data) throws IOException;

    /**
     * The public key algorithms that the key can log in by: its type, or for RSA those that replaced it (RFC 8332). The old
     * one stands last, for servers that are older than 2016.
     */
    default List<String> algorithms() {
        return switch (key().type()) {
            case "ssh-rsa" -> List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa");
            case "ssh-rsa-cert-v01@openssh.com" ->
                List.of("rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-256-cert-v01@openssh.com");
            default -> List.of(key().type());
        };
    }

    /** The name of the signature that belongs to the public key algorithm {@code algorithm}. */
    static String signatureName(String algorithm) {
        return algorithm.endsWith(WireKey.CERTIFICATE_SUFFIX)
                ? algorithm.substring(0, algorithm.length() - WireKey.CERTIFICATE_SUFFIX.length())
                : algorithm;
    }
}
