package org.walsafe.ssh.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.tck.RealParts;

/**
 * A key pair in files, made by {@code ssh-keygen}.
 *
 * @param file the private key; the public one is beside it, with {@code .pub} at its end
 */
public record SshKey(Path file) {

    /**
     * Makes a key without a passphrase.
     *
     * @param directory where to
     * @param name the name of its file
     * @param type {@code ed25519}, {@code ecdsa} or {@code rsa}
     * @return the key
     */
    public static SshKey make(Path directory, String name, String type) {
        return make(directory, name, type, "");
    }

    /**
     * Makes a key.
     *
     * @param directory where to
     * @param name the name of its file
     * @param type {@code ed25519}, {@code ecdsa} or {@code rsa}
     * @param passphrase its passphrase; empty for none
     * @param options further options of {@code ssh-keygen}
     * @return the key
     */
    public static SshKey make(Path directory, String name, String type, String passphrase, String... options) {
        Path file = directory.resolve(name);
        List<String> words = new ArrayList<>(
                List.of(keygen(), "-q", "-t", type, "-N", passphrase, "-C", name, "-f", file.toString()));
        words.addAll(List.of(options));
        Program.require(words.toArray(String[]::new));
        return new SshKey(file);
    }

    private static String keygen() {
        return RealParts.path("ssh-keygen").toString();
    }

    /**
     * Certifies another key with this one.
     *
     * @param subject the key to certify
     * @param options those of {@code ssh-keygen -s}, for example {@code -h -n host}
     * @return the file with the certificate
     */
    public Path certify(SshKey subject, String... options) {
        List<String> words = new ArrayList<>(List.of(keygen(), "-q", "-s", file.toString(), "-I", "test"));
        words.addAll(List.of(options));
        words.add(subject.publicFile().toString());
        Program.require(words.toArray(String[]::new));
        return subject.file.resolveSibling(subject.file.getFileName() + "-cert.pub");
    }

    /** The file with the public key. */
    public Path publicFile() {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    /** The public key as {@code known_hosts} and {@code authorized_keys} have it: type and Base64. */
    public String publicKey() {
        try {
            String[] words = Files.readString(publicFile()).split(" ");
            return words[0] + ' ' + words[1].strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The fingerprint as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        return Program.require(keygen(), "-l", "-f", publicFile().toString()).split(" ")[1];
    }
}
