package org.walsafe.ssh;

import java.util.List;

/**
 * The algorithms that may be used, by their SSH names. WalSafe uses those that it knows of these, in its own order of
 * preference; names that it does not know are passed over.
 *
 * <p>Immutable and thread-safe.
 *
 * @param keyExchange for agreeing on a key ({@code KexAlgorithms})
 * @param hostKeys by which the host may sign ({@code HostKeyAlgorithms})
 * @param ciphers for encryption ({@code Ciphers})
 * @param macs for integrity, where the cipher has none of its own ({@code MACs})
 * @param userKeys by which the user may sign ({@code PubkeyAcceptedAlgorithms})
 * @param authorities by which an authority may have signed a host's certificate ({@code CASignatureAlgorithms})
 * @since 0.1.0
 */
public record SshAlgorithms(
        List<String> keyExchange,
        List<String> hostKeys,
        List<String> ciphers,
        List<String> macs,
        List<String> userKeys,
        List<String> authorities) {

    private static final List<String> SIGNATURES = List.of(
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");

    private static final List<String> KEYS = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");

    /** What OpenSSH 8.8 and later allow by default, as far as WalSafe knows it: no SHA-1, no CBC, no group of 1024 bits. */
    public static final SshAlgorithms DEFAULT = new SshAlgorithms(
            List.of(
                    "curve25519-sha256",
                    "curve25519-sha256@libssh.org",
                    "ecdh-sha2-nistp256",
                    "ecdh-sha2-nistp384",
                    "ecdh-sha2-nistp521",
                    "diffie-hellman-group-exchange-sha256",
                    "diffie-hellman-group16-sha512",
                    "diffie-hellman-group18-sha512",
                    "diffie-hellman-group14-sha256"),
            KEYS,
            List.of("aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"),
            List.of("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"),
            KEYS,
            SIGNATURES);

    /** Copies the lists. */
    public SshAlgorithms {
        keyExchange = List.copyOf(keyExchange);
        hostKeys = List.copyOf(hostKeys);
        ciphers = List.copyOf(ciphers);
        macs = List.copyOf(macs);
        userKeys = List.copyOf(userKeys);
        authorities = List.copyOf(authorities);
    }
}
