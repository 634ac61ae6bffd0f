package org.walsafe.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a user proves itself with. None of these shows a secret in its {@code toString()}.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface SshCredentials {

    /**
     * A private key in a file: ed25519, ECDSA or RSA, in OpenSSH's own format or in PKCS #8. A certificate beside it, in
     * {@code <file>-cert.pub}, is used too.
     *
     * @param file the private key; nobody but its owner may read it
     * @param certificates further files with certificates of this key
     * @param passphrase asked when the key is protected; not asked for others
     */
    record KeyFile(Path file, List<Path> certificates, Passphrase passphrase) implements SshCredentials {

        /** Copies the list. */
        public KeyFile {
            certificates = List.copyOf(certificates);
        }

        /** The key in {@code file}, which is not protected by a passphrase. */
        public static KeyFile of(Path file) {
            return new KeyFile(file, List.of(), Passphrase.NONE);
        }

        @Override
        public String toString() {
            return "key " + file;
        }
    }

    /**
     * The keys in an agent ({@code ssh-agent}, or what speaks its protocol) behind a Unix socket. An agent may hold keys of
     * kinds that no file can, such as those of security tokens.
     *
     * @param socket the agent's socket
     * @param only if not empty, the files with the public keys that may be used, one in each
     */
    record Agent(Path socket, List<Path> only) implements SshCredentials {

        /** Copies the list. */
        public Agent {
            only = List.copyOf(only);
        }

        /** All keys of the agent behind {@code socket}. */
        public static Agent of(Path socket) {
            return new Agent(socket, List.of());
        }

        @Override
        public String toString() {
            return "agent " + socket;
        }
    }

    /** Supplies the passphrase of a private key. */
    @FunctionalInterface
    interface Passphrase {

        /** Has no passphrase to give. */
        Passphrase NONE = file -> Optional.empty();

        /**
         * The passphrase of the key in {@code file}, or empty when there is none to give; the array is overwritten after use.
         */
        Optional<char[]> of(Path file);
    }
}
